"""What editors build a page of. Each block has its template in templates/pages/blocks/."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

TEXT_FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link"]
SHORT_FEATURES = ["bold", "italic", "ol", "ul", "link"]


class LinkBlock(blocks.StructBlock):
    """A page of this site, or an address."""

    label = blocks.CharBlock(label=_("Words of the link"), max_length=60)
    page = blocks.PageChooserBlock(label=_("Page"), required=False)
    url = blocks.CharBlock(
        label=_("or address"), required=False, max_length=500, help_text=_("/recherche/ or https://…, when no page.")
    )

    class Meta:
        label = _("Link")

    def clean(self, value):
        value = super().clean(value)
        errors = {}
        url = (value.get("url") or "").strip()
        if not value.get("page") and not url:
            errors["page"] = ValidationError(_("Please choose a page or give an address."))
        if url and not is_safe_address(url):
            errors["url"] = ValidationError(_("An address begins with / or https://."))
        if errors:
            raise blocks.StructBlockValidationError(block_errors=errors)
        return value


def is_safe_address(url: str) -> bool:
    """A path of this site, or an address of the web or of a mailbox: never javascript:."""
    return (url.startswith("/") and not url.startswith("//")) or url.startswith(("https://", "http://", "mailto:"))


class PictureBlock(blocks.StructBlock):
    picture = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "pages/blocks/picture.html"


class NumberBlock(blocks.StructBlock):
    number = blocks.CharBlock(label=_("Figure"), max_length=20)
    label = blocks.CharBlock(label=_("What it counts"), max_length=120)


class NumbersBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    numbers = blocks.ListBlock(NumberBlock(), min_num=1, max_num=6, label=_("Figures"))
    source = blocks.CharBlock(label=_("Source"), required=False, max_length=200)

    class Meta:
        icon = "order"
        label = _("Figures")
        template = "pages/blocks/numbers.html"


class StepBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=100)
    text = blocks.RichTextBlock(label=_("Text"), features=SHORT_FEATURES)


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    steps = blocks.ListBlock(StepBlock(), min_num=2, max_num=10, label=_("Steps"))

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = "pages/blocks/steps.html"


class CallToActionBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.TextBlock(label=_("Text"), required=False, max_length=400)
    link = LinkBlock()

    class Meta:
        icon = "pick"
        label = _("Call to action")
        template = "pages/blocks/call_to_action.html"


class AnswerBlock(blocks.StructBlock):
    question = blocks.CharBlock(label=_("Question"), max_length=200)
    answer = blocks.RichTextBlock(label=_("Answer"), features=SHORT_FEATURES)


class AnswersBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    answers = blocks.ListBlock(AnswerBlock(), min_num=1, max_num=30, label=_("Questions and answers"))

    class Meta:
        icon = "help"
        label = _("Questions and answers")
        template = "pages/blocks/answers.html"


class QuoteBlock(blocks.StructBlock):
    quote = blocks.TextBlock(label=_("Quote"), max_length=600)
    author = blocks.CharBlock(label=_("Who said it"), required=False, max_length=120)
    role = blocks.CharBlock(label=_("In what capacity"), required=False, max_length=120)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "pages/blocks/quote.html"


class CardBlock(blocks.StructBlock):
    page = blocks.PageChooserBlock(label=_("Page"))
    title = blocks.CharBlock(
        label=_("Title"), required=False, max_length=120, help_text=_("The page's own when left empty.")
    )
    text = blocks.TextBlock(label=_("Text"), required=False, max_length=300)


class CardsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False, max_length=120)
    cards = blocks.ListBlock(CardBlock(), min_num=1, max_num=8, label=_("Cards"))

    class Meta:
        icon = "grip"
        label = _("Cards to pages")
        template = "pages/blocks/cards.html"


class BodyBlock(blocks.StreamBlock):
    text = blocks.RichTextBlock(
        label=_("Text"), features=TEXT_FEATURES, icon="pilcrow", template="pages/blocks/text.html"
    )
    picture = PictureBlock()
    numbers = NumbersBlock()
    steps = StepsBlock()
    call_to_action = CallToActionBlock()
    answers = AnswersBlock()
    quote = QuoteBlock()
    cards = CardsBlock()


class ColumnBlock(blocks.StructBlock):
    """A column of the footer."""

    title = blocks.CharBlock(label=_("Title"), max_length=40)
    links = blocks.ListBlock(LinkBlock(), min_num=1, max_num=10, label=_("Links"))

    class Meta:
        icon = "list-ul"
        label = _("Column")
