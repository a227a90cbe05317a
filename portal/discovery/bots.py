"""Programs that read pages: whoever says so, and whoever does not say that it is a browser."""

import re

_BROWSER = re.compile(r"(?:Mozilla|Opera)/\d")
#: "Cubot" makes telephones.
_BOT = re.compile(
    r"(?<!cu)bot\b|(?<!cu)bot[/_-]|crawl|spider|slurp|scrap|fetch|archiv|https?:|www\.|@|python|perl|ruby|\bjava/|\bgo-|curl"
    r"|wget|libwww|okhttp|axios|node|headless|phantom|selenium|puppeteer|playwright|lighthouse|pagespeed|gtmetrix"
    r"|preview|monitor|uptime|pingdom|check|validator|facebookexternalhit|whatsapp|telegram|skype|embedly|\bhub\b",
    re.IGNORECASE,
)


def is_bot(user_agent: str) -> bool:
    return not _BROWSER.match(user_agent or "") or bool(_BOT.search(user_agent))
