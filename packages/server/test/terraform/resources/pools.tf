resource "aws_cognito_user_pool" "bare" {
  name = "bare"
  tags = var.changed ? { second = "2" } : { first = "1" }
}

# Only tags change.
resource "aws_cognito_user_pool" "by_email" {
  name                     = "by-email"
  username_attributes      = ["email"]
  auto_verified_attributes = ["email"]
  deletion_protection      = "INACTIVE"

  username_configuration {
    case_sensitive = true
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "admin_only"
      priority = 1
    }
  }

  tags = var.changed ? {} : { first = "1" }
}

# Everything at once; the second apply takes most of it away, which has to go back to the defaults.
resource "aws_cognito_user_pool" "full" {
  name                       = "full"
  user_pool_tier             = "PLUS"
  alias_attributes           = ["email", "preferred_username"]
  auto_verified_attributes   = var.changed ? ["email"] : ["email", "phone_number"]
  deletion_protection        = var.changed ? "INACTIVE" : "ACTIVE"
  mfa_configuration          = var.changed ? "OFF" : "OPTIONAL"
  sms_authentication_message = var.changed ? null : "Sign in with {####}"

  username_configuration {
    case_sensitive = false
  }

  password_policy {
    minimum_length                   = var.changed ? 8 : 12
    require_lowercase                = true
    require_numbers                  = !var.changed
    require_symbols                  = false
    require_uppercase                = true
    password_history_size            = var.changed ? 0 : 3
    temporary_password_validity_days = var.changed ? 7 : 3
  }

  dynamic "sign_in_policy" {
    for_each = var.changed ? [] : [1]
    content {
      allowed_first_auth_factors = ["PASSWORD", "EMAIL_OTP"]
    }
  }

  admin_create_user_config {
    allow_admin_create_user_only = !var.changed

    dynamic "invite_message_template" {
      for_each = var.changed ? [] : [1]
      content {
        email_message = "{username}, your password is {####}"
        email_subject = "Welcome"
        sms_message   = "{username}: {####}"
      }
    }
  }

  verification_message_template {
    default_email_option  = var.changed ? "CONFIRM_WITH_CODE" : "CONFIRM_WITH_LINK"
    email_subject         = var.changed ? "Another code" : "Your code"
    email_message         = var.changed ? "It is {####}" : "Your code is {####}"
    email_subject_by_link = "Your link"
    email_message_by_link = "Follow {##this link##}"
    sms_message           = var.changed ? "Now {####}" : "Code {####}"
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_email"
      priority = var.changed ? 2 : 1
    }
    recovery_mechanism {
      name     = "verified_phone_number"
      priority = var.changed ? 1 : 2
    }
  }

  email_configuration {
    email_sending_account  = var.changed ? "COGNITO_DEFAULT" : "DEVELOPER"
    source_arn             = var.changed ? null : local.sender
    from_email_address     = var.changed ? null : "Example <no-reply@example.com>"
    reply_to_email_address = var.changed ? null : "help@example.com"
  }

  sms_configuration {
    external_id    = "external"
    sns_caller_arn = local.role
    sns_region     = "us-east-1"
  }

  dynamic "software_token_mfa_configuration" {
    for_each = var.changed ? [] : [1]
    content {
      enabled = true
    }
  }

  dynamic "device_configuration" {
    for_each = var.changed ? [] : [1]
    content {
      challenge_required_on_new_device      = true
      device_only_remembered_on_user_prompt = false
    }
  }

  user_pool_add_ons {
    advanced_security_mode = var.changed ? "ENFORCED" : "AUDIT"
  }

  dynamic "user_attribute_update_settings" {
    for_each = var.changed ? [] : [1]
    content {
      attributes_require_verification_before_update = ["email"]
    }
  }

  lambda_config {
    pre_sign_up       = local.function
    post_confirmation = var.changed ? null : local.function
    custom_message    = var.changed ? local.function : null

    pre_token_generation_config {
      lambda_arn     = local.function
      lambda_version = var.changed ? "V1_0" : "V2_0"
    }
  }

  schema {
    name                = "email"
    attribute_data_type = "String"
    mutable             = true
    required            = true
    string_attribute_constraints {
      min_length = "0"
      max_length = "2048"
    }
  }
  schema {
    name                = "plan"
    attribute_data_type = "String"
    mutable             = true
    string_attribute_constraints {
      min_length = "0"
      max_length = "50"
    }
  }
  schema {
    name                = "seats"
    attribute_data_type = "Number"
    mutable             = true
    number_attribute_constraints {
      min_value = "1"
      max_value = "100"
    }
  }
  schema {
    name                = "trial"
    attribute_data_type = "Boolean"
    mutable             = false
  }
  schema {
    name                = "since"
    attribute_data_type = "DateTime"
    mutable             = true
  }
  schema {
    name                     = "internal"
    attribute_data_type      = "String"
    developer_only_attribute = true
    mutable                  = true
  }
  dynamic "schema" {
    for_each = var.changed ? ["added"] : []
    content {
      name                = schema.value
      attribute_data_type = "String"
      mutable             = true
    }
  }
}

# Every block is taken away.
resource "aws_cognito_user_pool" "emptied" {
  name                     = "emptied"
  auto_verified_attributes = var.changed ? null : ["email"]

  dynamic "password_policy" {
    for_each = var.changed ? [] : [1]
    content {
      minimum_length = 20
    }
  }

  dynamic "lambda_config" {
    for_each = var.changed ? [] : [1]
    content {
      post_authentication = local.function
      user_migration      = local.function
    }
  }

  dynamic "email_configuration" {
    for_each = var.changed ? [] : [1]
    content {
      email_sending_account = "DEVELOPER"
      source_arn            = local.sender
    }
  }

  dynamic "sms_configuration" {
    for_each = var.changed ? [] : [1]
    content {
      external_id    = "external"
      sns_caller_arn = local.role
    }
  }

  dynamic "device_configuration" {
    for_each = var.changed ? [] : [1]
    content {
      device_only_remembered_on_user_prompt = true
    }
  }

  dynamic "user_attribute_update_settings" {
    for_each = var.changed ? [] : [1]
    content {
      attributes_require_verification_before_update = ["email"]
    }
  }

  dynamic "verification_message_template" {
    for_each = var.changed ? [] : [1]
    content {
      email_subject = "Subject"
      email_message = "Code {####}"
    }
  }

  dynamic "admin_create_user_config" {
    for_each = var.changed ? [] : [1]
    content {
      allow_admin_create_user_only = true
    }
  }

  dynamic "account_recovery_setting" {
    for_each = var.changed ? [] : [1]
    content {
      recovery_mechanism {
        name     = "verified_email"
        priority = 1
      }
    }
  }
}

# Text messages, every function, standard attributes as they are by default.
resource "aws_cognito_user_pool" "by_phone" {
  name                       = "by-phone"
  username_attributes        = ["phone_number", "email"]
  email_verification_message = "Code {####}"
  email_verification_subject = "Code"
  sms_verification_message   = "Code {####}"
  mfa_configuration          = "ON"

  account_recovery_setting {
    recovery_mechanism {
      name     = "verified_phone_number"
      priority = 1
    }
  }

  sms_configuration {
    external_id    = "external"
    sns_caller_arn = local.role
  }

  lambda_config {
    kms_key_id                     = "arn:aws:kms:us-east-1:000000000000:key/00000000-0000-4000-8000-00000000000a"
    create_auth_challenge          = local.function
    define_auth_challenge          = local.function
    verify_auth_challenge_response = local.function
    pre_authentication             = local.function
    pre_token_generation           = local.function

    custom_email_sender {
      lambda_arn     = local.function
      lambda_version = "V1_0"
    }
    custom_sms_sender {
      lambda_arn     = local.function
      lambda_version = "V1_0"
    }
  }

  schema {
    name                = "birthdate"
    attribute_data_type = "String"
    mutable             = true
    required            = true
    string_attribute_constraints {
      min_length = 10
      max_length = 10
    }
  }
  schema {
    name                = "phone_number"
    attribute_data_type = "String"
    mutable             = true
    string_attribute_constraints {
      min_length = 0
      max_length = 2048
    }
  }
  schema {
    name                = "updated_at"
    attribute_data_type = "Number"
    mutable             = true
    number_attribute_constraints {
      min_value = 0
    }
  }
}

# Limits are answered as they were asked for. The provider sends nothing for `string_attribute_constraints {}`.
resource "aws_cognito_user_pool" "without_limits" {
  name = "without-limits"

  schema {
    name                = "text"
    attribute_data_type = "String"
    mutable             = true
  }
  schema {
    name                = "number"
    attribute_data_type = "Number"
    mutable             = true
  }
  schema {
    name                = "number_with_block"
    attribute_data_type = "Number"
    mutable             = true
    number_attribute_constraints {}
  }
  schema {
    name                = "short_text"
    attribute_data_type = "String"
    mutable             = true
    string_attribute_constraints {
      max_length = "10"
    }
  }
}

# Second factors: on, then taken back by the pool's own call.
resource "aws_cognito_user_pool" "factors" {
  name              = "factors"
  mfa_configuration = var.changed ? "OPTIONAL" : "ON"

  software_token_mfa_configuration {
    enabled = true
  }

  email_mfa_configuration {
    message = var.changed ? "Now {####}" : "Code {####}"
    subject = "Sign in"
  }

  email_configuration {
    email_sending_account = "DEVELOPER"
    source_arn            = local.sender
  }

  account_recovery_setting {
    recovery_mechanism {
      name     = "admin_only"
      priority = 1
    }
  }

  web_authn_configuration {
    relying_party_id  = "auth.example.com"
    user_verification = var.changed ? "required" : "preferred"
  }

  sign_in_policy {
    allowed_first_auth_factors = ["PASSWORD", "WEB_AUTHN"]
  }
}

data "aws_cognito_user_pool" "full" {
  user_pool_id = aws_cognito_user_pool.full.id
}

data "aws_cognito_user_pools" "bare" {
  name = aws_cognito_user_pool.bare.name
}
