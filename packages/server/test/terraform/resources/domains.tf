resource "aws_cognito_user_pool_domain" "prefix" {
  domain                = "every-resource"
  user_pool_id          = aws_cognito_user_pool.full.id
  managed_login_version = var.changed ? 2 : 1
}

resource "aws_cognito_user_pool_domain" "custom" {
  domain          = "auth.example.com"
  user_pool_id    = aws_cognito_user_pool.full.id
  certificate_arn = var.changed ? local.certificate_2 : local.certificate
}
