resource "aws_ses_email_identity" "sender" {
  email = "no-reply@example.com"
}

resource "aws_ses_domain_identity" "domain" {
  domain = "example.com"
}

resource "aws_ses_domain_identity_verification" "domain" {
  domain = aws_ses_domain_identity.domain.id
}

resource "aws_ses_domain_dkim" "domain" {
  domain = aws_ses_domain_identity.domain.domain
}

resource "aws_ses_domain_mail_from" "domain" {
  domain                 = aws_ses_domain_identity.domain.domain
  mail_from_domain       = "bounce.example.com"
  behavior_on_mx_failure = var.changed ? "RejectMessage" : "UseDefaultValue"
}

data "aws_iam_policy_document" "sender" {
  statement {
    actions   = ["ses:SendEmail", "ses:SendRawEmail"]
    resources = [aws_ses_domain_identity.domain.arn]
    principals {
      type        = "Service"
      identifiers = var.changed ? ["email.cognito-idp.amazonaws.com"] : ["cognito-idp.amazonaws.com"]
    }
  }
}

resource "aws_ses_identity_policy" "pools" {
  identity = aws_ses_domain_identity.domain.arn
  name     = "pools"
  policy   = data.aws_iam_policy_document.sender.json
}

resource "aws_sesv2_email_identity" "second" {
  email_identity = "second.example"

  tags = {
    team = var.changed ? "two" : "one"
  }
}

resource "aws_sesv2_email_identity_mail_from_attributes" "second" {
  email_identity         = aws_sesv2_email_identity.second.email_identity
  mail_from_domain       = "bounce.second.example"
  behavior_on_mx_failure = var.changed ? "REJECT_MESSAGE" : "USE_DEFAULT_VALUE"
}

resource "aws_sesv2_email_identity_policy" "second" {
  email_identity = aws_sesv2_email_identity.second.email_identity
  policy_name    = "pools"
  policy         = data.aws_iam_policy_document.sender.json
}

resource "aws_cognito_user_pool" "with_sender" {
  name = "with-sender"
  email_configuration {
    email_sending_account = "DEVELOPER"
    source_arn            = var.changed ? aws_sesv2_email_identity.second.arn : aws_ses_email_identity.sender.arn
    from_email_address    = "no-reply@example.com"
  }
}

data "aws_ses_email_identity" "sender" {
  email = aws_ses_email_identity.sender.email
}

data "aws_ses_domain_identity" "domain" {
  domain = aws_ses_domain_identity.domain.domain
}

data "aws_sesv2_email_identity" "second" {
  email_identity = aws_sesv2_email_identity.second.email_identity
}
