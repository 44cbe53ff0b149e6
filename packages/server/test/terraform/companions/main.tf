# Roles, policies and identities with all that hashicorp/aws 5.100.0 asks of them. `changed` is set for the second apply:
# what it touches has to change in place.

terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "5.100.0"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

variable "changed" {
  type    = bool
  default = false
}

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole"]
    principals {
      type        = "Service"
      identifiers = var.changed ? ["lambda.amazonaws.com", "cognito-idp.amazonaws.com"] : ["lambda.amazonaws.com"]
    }
  }
}

data "aws_iam_policy_document" "logs" {
  statement {
    actions   = ["logs:CreateLogStream", "logs:PutLogEvents"]
    resources = [var.changed ? "arn:aws:logs:*:*:changed" : "arn:aws:logs:*:*:*"]
  }
}

resource "aws_iam_role" "plain" {
  name               = "plain"
  assume_role_policy = data.aws_iam_policy_document.trust.json
}

resource "aws_iam_role" "full" {
  name_prefix           = "full-"
  path                  = "/functions/"
  description           = var.changed ? "changed" : "first"
  assume_role_policy    = data.aws_iam_policy_document.trust.json
  max_session_duration  = var.changed ? 7200 : 3600
  permissions_boundary  = var.changed ? null : aws_iam_policy.managed.arn
  force_detach_policies = true

  tags = {
    team = var.changed ? "two" : "one"
  }
}

resource "aws_iam_role_policy" "inline" {
  name   = "logs"
  role   = aws_iam_role.full.id
  policy = data.aws_iam_policy_document.logs.json
}

resource "aws_iam_policy" "managed" {
  name        = "logs"
  path        = "/functions/"
  description = "to write logs"
  policy      = data.aws_iam_policy_document.logs.json

  tags = {
    team = var.changed ? "two" : "one"
  }
}

resource "aws_iam_role_policy_attachment" "managed" {
  role       = aws_iam_role.full.name
  policy_arn = aws_iam_policy.managed.arn
}

resource "aws_iam_role_policy_attachment" "of_aws" {
  role       = aws_iam_role.plain.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"
}

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

resource "aws_cognito_user_pool" "pool" {
  name = "with-sender"
  email_configuration {
    email_sending_account = "DEVELOPER"
    source_arn            = var.changed ? aws_sesv2_email_identity.second.arn : aws_ses_email_identity.sender.arn
    from_email_address    = "no-reply@example.com"
  }
}

data "aws_iam_role" "full" {
  name = aws_iam_role.full.name
}

data "aws_iam_policy" "managed" {
  arn = aws_iam_policy.managed.arn
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
