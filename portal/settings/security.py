"""What browsers are told to refuse."""

X_FRAME_OPTIONS = "SAMEORIGIN"
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
CONTENT_SECURITY_POLICY = {
    # Wagtail's admin and Swagger's page need inline scripts; both are for known people or show nothing of others.
    "EXCLUDE_URL_PREFIXES": ["/admin/", "/api/docs", "/api/v3/docs"],
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        # A form that begins a payment, or opens Stripe's pages of a subscription, is sent on to them.
        "form-action": ["'self'", "https://checkout.stripe.com", "https://billing.stripe.com"],
        "frame-ancestors": ["'self'"],
    },
}
