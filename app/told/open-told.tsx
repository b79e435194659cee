import { useNavigate, useParams } from '@solidjs/router'
import { createEffect, type JSX } from 'solid-js'
import { isCurrent, isUnseen } from '../../domain/notice.ts'
import { addressesOf, isFor } from '../../domain/told.ts'
import { plainRecords } from '../state/agenda.ts'
import { usePhone } from '../state/phone-context.ts'

/** Where a notification leads: to the record of that kind if there is one for this person, to today's page if more. */
export function OpenTold(): JSX.Element {
  const phone = usePhone()
  const params = useParams()
  const navigate = useNavigate()
  createEffect(() => {
    const me = phone.me.person.id
    const found = plainRecords(phone).filter(({ record }) => {
      const fresh = record.kind !== 'notice' || (isCurrent(record, Date.now()) && isUnseen(record, me))
      const mine = addressesOf(record).some(
        ({ why, to }) => why === params['kind'] && isFor(to, me, phone.me.grants, Date.now()),
      )
      return fresh && mine
    })
    const only = found.length === 1 ? found[0] : undefined
    navigate(only ? `/record/${only.record.id}` : '/', { replace: true })
  })
  return null
}
