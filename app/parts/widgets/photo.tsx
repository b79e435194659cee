import type { JSX } from 'solid-js'
import type { Kind } from '../../../domain/kinds/define.ts'
import { labelOf } from '../../../domain/kinds/registry.ts'
import { lang } from '../../words/words.ts'
import { PhotoStrip } from '../photo-strip.tsx'
import type { WidgetProps } from './widget.ts'

const MOST = 9

/** Photos of a field: each is an event of its own, the field holds which ones are meant (their SHA-256). */
export function PhotoWidget(props: WidgetProps): JSX.Element {
  const evidence = () => evidenceOf(props.scope.kind, props.within ?? props.field.id)
  const own = (): readonly string[] => (Array.isArray(props.value) ? (props.value as readonly string[]) : [])
  const camera = () => props.scope.camera
  return (
    <>
      {camera() ? (
        <PhotoStrip
          {...(camera() as NonNullable<ReturnType<typeof camera>>)}
          label={evidence()?.label ?? props.field.id}
          title={labelOf(evidence() ?? props.field, lang())}
          max={evidence()?.max ?? MOST}
          place={props.scope.place}
          mayAdd={true}
          only={own()}
          onAdded={(photo) => photo.sha256 && props.onChange([...own(), photo.sha256])}
          onRemoved={(photo) => props.onChange(own().filter((one) => one !== photo.sha256))}
        />
      ) : undefined}
    </>
  )
}

const evidenceOf = (kind: Kind, label: string) =>
  kind.evidence.flatMap((one) => (one.type === 'photo' && one.label === label ? [one] : []))[0]
