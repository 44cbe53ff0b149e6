resource "aws_cognito_risk_configuration" "pool" {
  user_pool_id = aws_cognito_user_pool.full.id

  compromised_credentials_risk_configuration {
    event_filter = ["SIGN_IN"]
    actions {
      event_action = var.changed ? "NO_ACTION" : "BLOCK"
    }
  }

  account_takeover_risk_configuration {
    notify_configuration {
      source_arn = local.sender
      from       = "no-reply@example.com"
      block_email {
        subject   = "Blocked"
        html_body = "<p>Blocked</p>"
        text_body = "Blocked"
      }
    }
    actions {
      low_action {
        event_action = "NO_ACTION"
        notify       = false
      }
      medium_action {
        event_action = "MFA_IF_CONFIGURED"
        notify       = true
      }
      high_action {
        event_action = "BLOCK"
        notify       = true
      }
    }
  }
}

resource "aws_cognito_risk_configuration" "client" {
  user_pool_id = aws_cognito_user_pool.full.id
  client_id    = aws_cognito_user_pool_client.full.id

  risk_exception_configuration {
    blocked_ip_range_list = var.changed ? ["192.0.2.0/24"] : ["192.0.2.0/24", "198.51.100.0/24"]
    skipped_ip_range_list = ["203.0.113.0/24"]
  }
}
