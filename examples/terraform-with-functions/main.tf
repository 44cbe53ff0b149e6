terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }
}

# Nothing here knows Poolhouse: AWS_ENDPOINT_URL in the environment does.
provider "aws" {
  region = var.region
}

resource "aws_ses_email_identity" "sender" {
  email = var.sender_address
}

resource "aws_cognito_user_pool" "app" {
  name                     = var.name
  alias_attributes         = ["email"]
  auto_verified_attributes = ["email"]
  mfa_configuration        = "OPTIONAL"

  username_configuration {
    case_sensitive = false
  }

  password_policy {
    minimum_length                   = 12
    require_lowercase                = true
    require_uppercase                = true
    require_numbers                  = true
    require_symbols                  = false
    temporary_password_validity_days = 7
  }

  software_token_mfa_configuration {
    enabled = true
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = 1
    }
  }

  verification_message_template {
    default_email_option = "CONFIRM_WITH_CODE"
    email_subject        = "Your verification code"
    email_message        = "Your verification code is {####}"
  }

  email_configuration {
    email_sending_account = "DEVELOPER"
    source_arn            = aws_ses_email_identity.sender.arn
    from_email_address    = "${var.sender_name} <${var.sender_address}>"
  }

  schema {
    name                = "plan"
    attribute_data_type = "String"
    mutable             = true

    string_attribute_constraints {
      min_length = 0
      max_length = 50
    }
  }

  schema {
    name                = "organization_id"
    attribute_data_type = "String"
    mutable             = true

    string_attribute_constraints {
      min_length = 0
      max_length = 50
    }
  }

  lambda_config {
    pre_sign_up          = aws_lambda_function.trigger["pre-sign-up"].arn
    post_confirmation    = aws_lambda_function.trigger["post-confirmation"].arn
    pre_token_generation = aws_lambda_function.trigger["pre-token-generation"].arn
  }

  tags = var.tags
}

resource "aws_cognito_identity_provider" "google" {
  user_pool_id  = aws_cognito_user_pool.app.id
  provider_name = "Google"
  provider_type = "Google"

  provider_details = {
    client_id        = var.google_client_id
    client_secret    = var.google_client_secret
    authorize_scopes = "email openid profile"
  }

  attribute_mapping = {
    email    = "email"
    name     = "name"
    username = "sub"
    picture  = "picture"
  }
}

resource "aws_cognito_user_pool_client" "web" {
  name         = "${var.name}-web"
  user_pool_id = aws_cognito_user_pool.app.id

  access_token_validity  = 60
  id_token_validity      = 60
  refresh_token_validity = 30

  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "days"
  }

  explicit_auth_flows = [
    "ALLOW_USER_SRP_AUTH",
    "ALLOW_REFRESH_TOKEN_AUTH",
    "ALLOW_USER_PASSWORD_AUTH",
  ]

  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["code"]
  allowed_oauth_scopes                 = ["email", "openid", "profile"]
  callback_urls                        = var.callback_urls
  logout_urls                          = var.logout_urls

  # The attribute, not the bare word "Google": it makes Terraform create the provider first.
  supported_identity_providers = ["COGNITO", aws_cognito_identity_provider.google.provider_name]

  prevent_user_existence_errors = "ENABLED"
  read_attributes               = ["email", "name", "custom:plan", "custom:organization_id"]
  write_attributes              = ["email", "name"]
}

resource "aws_cognito_user_pool_domain" "app" {
  domain       = var.domain_prefix
  user_pool_id = aws_cognito_user_pool.app.id
}
