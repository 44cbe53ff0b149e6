import type { TermsDescriptionType, TermsType } from '@poolhouse/api-model'
import type { Terms, TermsName } from '../../storage/terms.ts'

/** The document as TermsType, of which lists show `toTermsDescription`. */
export function toTermsType(terms: Terms): TermsType {
  return {
    ...toTermsDescription(terms),
    UserPoolId: terms.userPoolId,
    ClientId: terms.appClientId,
    TermsSource: 'LINK',
    Links: terms.links,
  }
}

/** The document as ListTerms shows it. Source and enforcement have one value each. */
export function toTermsDescription(terms: Terms): TermsDescriptionType {
  return {
    TermsId: terms.id,
    TermsName: terms.name,
    Enforcement: 'NONE',
    CreationDate: new Date(terms.createdAt),
    LastModifiedDate: new Date(terms.updatedAt),
  }
}

/** The name that a caller gives, narrowed: the pattern of its shape lets nothing else through. */
export function readTermsName(name: string): TermsName {
  return name as TermsName
}
