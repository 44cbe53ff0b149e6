resource "aws_cognito_user_pool_client" "bare" {
  name         = var.changed ? "bare-2" : "bare"
  user_pool_id = aws_cognito_user_pool.bare.id
}

resource "aws_cognito_user_pool_client" "secret" {
  name            = "secret"
  user_pool_id    = aws_cognito_user_pool.bare.id
  generate_secret = true

  explicit_auth_flows    = var.changed ? [] : ["ALLOW_ADMIN_USER_PASSWORD_AUTH", "ALLOW_CUSTOM_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"]
  refresh_token_validity = var.changed ? 10 : 5

  # It cannot be read back, so that an import would replace the client.
  lifecycle {
    ignore_changes = [generate_secret]
  }
}

resource "aws_cognito_user_pool_client" "full" {
  name         = "full"
  user_pool_id = aws_cognito_user_pool.full.id

  access_token_validity  = var.changed ? 30 : 60
  id_token_validity      = 60
  refresh_token_validity = 30
  auth_session_validity  = var.changed ? 5 : 3
  token_validity_units {
    access_token  = "minutes"
    id_token      = "minutes"
    refresh_token = "days"
  }

  explicit_auth_flows                           = ["ALLOW_USER_SRP_AUTH", "ALLOW_USER_AUTH"]
  allowed_oauth_flows_user_pool_client          = true
  allowed_oauth_flows                           = var.changed ? ["code"] : ["code", "implicit"]
  allowed_oauth_scopes                          = var.changed ? ["openid"] : ["email", "openid", "profile", "phone"]
  callback_urls                                 = var.changed ? ["https://app.example.com/back"] : ["https://app.example.com/back", "http://localhost:3000/back"]
  default_redirect_uri                          = "https://app.example.com/back"
  logout_urls                                   = var.changed ? [] : ["https://app.example.com/out"]
  supported_identity_providers                  = ["COGNITO", aws_cognito_identity_provider.google.provider_name]
  prevent_user_existence_errors                 = var.changed ? "LEGACY" : "ENABLED"
  enable_token_revocation                       = !var.changed
  enable_propagate_additional_user_context_data = false
  read_attributes                               = var.changed ? ["email"] : ["email", "name", "custom:plan"]
  write_attributes                              = ["email", "name"]

  dynamic "refresh_token_rotation" {
    for_each = var.changed ? [] : [1]
    content {
      feature                    = "ENABLED"
      retry_grace_period_seconds = 10
    }
  }
}

# What the provider fills in: the units that were not given.
resource "aws_cognito_user_pool_client" "some_units" {
  name                  = "some-units"
  user_pool_id          = aws_cognito_user_pool.bare.id
  access_token_validity = var.changed ? 20 : 15
  explicit_auth_flows   = ["USER_PASSWORD_AUTH", "ADMIN_NO_SRP_AUTH"]

  token_validity_units {
    access_token = "minutes"
  }
}

resource "aws_cognito_user_pool_client" "machine" {
  name                                 = "machine"
  user_pool_id                         = aws_cognito_user_pool.full.id
  allowed_oauth_flows_user_pool_client = true
  allowed_oauth_flows                  = ["client_credentials"]
  allowed_oauth_scopes                 = ["${aws_cognito_resource_server.full.identifier}/read"]
  generate_secret                      = true

  analytics_configuration {
    application_arn  = "arn:aws:mobiletargeting:us-east-1:000000000000:apps/app"
    user_data_shared = true
  }

  lifecycle {
    ignore_changes = [generate_secret]
  }
}

resource "aws_cognito_managed_user_pool_client" "managed" {
  user_pool_id = var.managed_client_pool
  name_prefix  = "made-"

  access_token_validity = var.changed ? 2 : 1
  token_validity_units {
    access_token = "hours"
  }
}

data "aws_cognito_user_pool_client" "full" {
  user_pool_id = aws_cognito_user_pool.full.id
  client_id    = aws_cognito_user_pool_client.full.id
}

data "aws_cognito_user_pool_clients" "bare" {
  user_pool_id = aws_cognito_user_pool.bare.id
  depends_on   = [aws_cognito_user_pool_client.bare, aws_cognito_user_pool_client.secret]
}
