import type { Html } from '../html.ts'
import type { View } from '../view.ts'
import { messagePage } from './message.ts'

export interface PasskeyAddedModel {
  /** The app's address, if it is known. */
  continueUrl?: string | undefined
}

/** After a passkey was created. */
export function passkeyAddedPage(view: View, { continueUrl }: PasskeyAddedModel): Html {
  const { passkeyAdded, common } = view.messages
  return messagePage(view, {
    title: passkeyAdded.title,
    text: passkeyAdded.lead,
    tone: 'good',
    link: continueUrl === undefined ? undefined : { text: common.continue, url: continueUrl },
  })
}
