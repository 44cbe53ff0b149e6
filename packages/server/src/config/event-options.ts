import { eventEndpoints, eventSecrets, eventTypes, userPoolIds } from './events.ts'
import type { Option } from './options.ts'

/** Who is told what happens to users. */
export const eventOptions = {
  eventEndpoints: {
    flag: 'event-endpoint',
    variables: ['POOLHOUSE_EVENT_ENDPOINT'],
    type: eventEndpoints,
    defaultText: 'none: nobody is told',
    secret: true,
    repeatable: true,
    description:
      'Is told what happens to users, by signed POST requests. The flag may be repeated; the variable takes several, ' +
      'separated by commas.',
  },
  eventSecrets: {
    flag: 'event-secret',
    variables: ['POOLHOUSE_EVENT_SECRET'],
    type: eventSecrets,
    defaultText: 'none',
    secret: true,
    repeatable: true,
    description:
      'Signs the events, by the rules of Standard Webhooks: whsec_ and base64 of 24 to 64 bytes; for a rotation several, ' +
      'separated by commas.',
  },
  eventTypes: {
    flag: 'event-types',
    variables: ['POOLHOUSE_EVENT_TYPES'],
    type: eventTypes,
    defaultText: 'all',
    description: 'The events that are told, such as user.created,user.deleted or group.*.',
  },
  eventUserPools: {
    flag: 'event-user-pools',
    variables: ['POOLHOUSE_EVENT_USER_POOLS'],
    type: userPoolIds,
    defaultText: 'all',
    description: 'The user pools whose events are told.',
  },
} satisfies Record<string, Option>
