import { requireSigningCertificate } from '../../core/signing-certificates.ts'
import type { Operation } from '../operation.ts'

/**
 * Base64 without PEM lines, as Terraform's data source shows it.
 * @see https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_GetSigningCertificate.html
 */
export const getSigningCertificate: Operation<'GetSigningCertificate'> = async (services, input) => {
  const { certificate } = await requireSigningCertificate(services, input.UserPoolId)
  return { Certificate: certificate }
}
