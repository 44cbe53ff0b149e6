resource "aws_cognito_user_group" "bare" {
  name         = "bare"
  user_pool_id = aws_cognito_user_pool.full.id
  precedence   = var.changed ? 5 : null
}

resource "aws_cognito_user_group" "full" {
  name         = "full"
  user_pool_id = aws_cognito_user_pool.full.id
  description  = var.changed ? null : "Described"
  precedence   = var.changed ? 2 : 1
  role_arn     = var.changed ? "${local.role}-2" : local.role
}

resource "aws_cognito_user" "invited" {
  username                 = "ada"
  user_pool_id             = aws_cognito_user_pool.full.id
  enabled                  = !var.changed
  desired_delivery_mediums = ["EMAIL"]
  message_action           = "SUPPRESS"
  validation_data          = { source = "terraform" }

  attributes = var.changed ? {
    email = "ada@example.com"
    name  = "Ada"
    } : {
    email          = "ada@example.com"
    email_verified = "true"
    plan           = "gold"
    seats          = "7"
  }
}

resource "aws_cognito_user" "with_password" {
  username     = "ben"
  user_pool_id = aws_cognito_user_pool.bare.id
  password     = var.changed ? "Correct-horse-2" : "Correct-horse-1"
}

resource "aws_cognito_user" "with_temporary_password" {
  username           = "cleo"
  user_pool_id       = aws_cognito_user_pool.bare.id
  temporary_password = var.changed ? "Correct-horse-2" : "Correct-horse-1"
}

resource "aws_cognito_user_in_group" "full" {
  user_pool_id = aws_cognito_user_pool.full.id
  group_name   = aws_cognito_user_group.full.name
  username     = aws_cognito_user.invited.username
}

data "aws_cognito_user_group" "full" {
  user_pool_id = aws_cognito_user_pool.full.id
  name         = aws_cognito_user_group.full.name
}

data "aws_cognito_user_groups" "full" {
  user_pool_id = aws_cognito_user_pool.full.id
  depends_on   = [aws_cognito_user_group.bare, aws_cognito_user_group.full]
}
