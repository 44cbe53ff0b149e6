resource "aws_cognito_identity_provider" "google" {
  provider_name = "Google"
  provider_type = "Google"
  user_pool_id  = aws_cognito_user_pool.full.id

  provider_details = {
    client_id        = var.changed ? "google-client-2" : "google-client"
    client_secret    = "google-secret"
    authorize_scopes = "email openid profile"
  }

  attribute_mapping = {
    email    = "email"
    name     = "name"
    username = "sub"
    picture  = "picture"
  }
}

resource "aws_cognito_identity_provider" "facebook" {
  provider_name = "Facebook"
  provider_type = "Facebook"
  user_pool_id  = aws_cognito_user_pool.full.id

  provider_details = {
    client_id        = "facebook-client"
    client_secret    = "facebook-secret"
    authorize_scopes = "public_profile,email"
    api_version      = var.changed ? "v18.0" : "v17.0"
  }
}

resource "aws_cognito_identity_provider" "amazon" {
  provider_name = "LoginWithAmazon"
  provider_type = "LoginWithAmazon"
  user_pool_id  = aws_cognito_user_pool.full.id

  provider_details = {
    client_id        = "amazon-client"
    client_secret    = "amazon-secret"
    authorize_scopes = "profile postal_code"
  }

  attribute_mapping = var.changed ? { username = "user_id", email = "email" } : { username = "user_id" }
}

resource "aws_cognito_identity_provider" "apple" {
  provider_name = "SignInWithApple"
  provider_type = "SignInWithApple"
  user_pool_id  = aws_cognito_user_pool.full.id

  provider_details = {
    client_id        = "com.example.app"
    team_id          = "AAAAAAAAAA"
    key_id           = var.changed ? "CCCCCCCCCC" : "BBBBBBBBBB"
    private_key      = "a-private-key"
    authorize_scopes = "email name"
  }

  # Never answered, as on AWS.
  lifecycle {
    ignore_changes = [provider_details["private_key"]]
  }
}

resource "aws_cognito_identity_provider" "oidc" {
  provider_name   = "Corporate"
  provider_type   = "OIDC"
  user_pool_id    = aws_cognito_user_pool.full.id
  idp_identifiers = var.changed ? ["example.com"] : ["example.com", "example.org"]

  provider_details = {
    client_id                 = "oidc-client"
    client_secret             = "oidc-secret"
    attributes_request_method = "GET"
    oidc_issuer               = "https://login.example.com"
    authorize_scopes          = var.changed ? "openid email" : "openid"
    authorize_url             = "https://login.example.com/authorize"
    token_url                 = "https://login.example.com/token"
    attributes_url            = "https://login.example.com/userinfo"
    jwks_uri                  = "https://login.example.com/keys"
  }

  attribute_mapping = {
    email = "email"
  }
}

resource "aws_cognito_identity_provider" "saml" {
  provider_name = "Directory"
  provider_type = "SAML"
  user_pool_id  = aws_cognito_user_pool.full.id

  provider_details = {
    MetadataFile = "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"https://idp.example.com\"></EntityDescriptor>"
    IDPSignout   = var.changed ? "false" : "true"
  }

  attribute_mapping = {
    email = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"
  }
}
