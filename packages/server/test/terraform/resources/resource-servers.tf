resource "aws_cognito_resource_server" "bare" {
  identifier   = "bare"
  name         = "Bare"
  user_pool_id = aws_cognito_user_pool.full.id
}

resource "aws_cognito_resource_server" "full" {
  identifier   = "https://api.example.com"
  name         = "Full"
  user_pool_id = aws_cognito_user_pool.full.id

  scope {
    scope_name        = "read"
    scope_description = var.changed ? "Reads everything" : "Reads"
  }
  dynamic "scope" {
    for_each = var.changed ? [] : ["write"]
    content {
      scope_name        = scope.value
      scope_description = "Writes"
    }
  }
}
