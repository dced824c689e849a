import { Picker, type PickerProps } from './Picker'
import { PickerSurface, type SurfaceProps } from './PickerSurface'

type Props = Omit<SurfaceProps, 'children'> & PickerProps

/** The list of a slot, where it opens. */
export function Choosing({ open, onOpenChange, heading, anchor, onClosed, ...picker }: Props) {
  return (
    <PickerSurface open={open} onOpenChange={onOpenChange} heading={heading} anchor={anchor} onClosed={onClosed}>
      <Picker {...picker} />
    </PickerSurface>
  )
}
