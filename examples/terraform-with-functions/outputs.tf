output "user_pool_id" {
  value = aws_cognito_user_pool.app.id
}

output "user_pool_arn" {
  value = aws_cognito_user_pool.app.arn
}

output "client_id" {
  value = aws_cognito_user_pool_client.web.id
}

output "domain" {
  value = aws_cognito_user_pool_domain.app.domain
}
