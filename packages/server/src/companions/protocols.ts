/** Before the name of an operation of AWS KMS, in `x-amz-target`. */
export const KMS_PREFIX = 'TrentService.'

/** Whether the request names an operation of AWS KMS. */
export function isKms(request: Request): boolean {
  return request.headers.get('x-amz-target')?.startsWith(KMS_PREFIX) ?? false
}

/** Whether the request speaks the query protocol, as STS, IAM and SES do: form in, XML out. */
export function isQuery(request: Request): boolean {
  const type = request.headers.get('content-type') ?? ''
  return !request.headers.has('x-amz-target') && type.startsWith('application/x-www-form-urlencoded')
}
