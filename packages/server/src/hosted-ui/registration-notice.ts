import { type Html, html } from './html.ts'
import { icon } from './icons.ts'
import type { View } from './view.ts'

/** Warns of an application that registered itself: anyone may, under any name; only where it leads is certain. */
export function registrationNotice({ messages, selfRegistered, applicationName }: View): Html | undefined {
  if (!selfRegistered || applicationName === undefined) return undefined
  const { claimedName, leadsTo } = messages.selfRegistered
  return html`<div class="notice" role="note">${icon('problem')}
<p>${claimedName(applicationName)} ${leadsTo(selfRegistered.host)}</p></div>`
}

/** What a visitor can tell an address by: its host, as the network knows it, or the scheme of an app on the device. */
export function hostToShow(address: string): string {
  const { protocol, host } = new URL(address)
  return /^https?:$/.test(protocol) ? host : protocol
}
