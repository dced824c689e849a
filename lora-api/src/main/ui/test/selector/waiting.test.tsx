import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { lora } from '../library/loras'
import { show } from '../library/page'
import { FakeServer } from '../library/server'
import { Form } from './form'

test('what is typed before the list has been fetched is looked for once it is there', async () => {
  const user = userEvent.setup({ delay: null })
  const server = new FakeServer([lora({ id: 'm', name: 'meadow' }), lora({ id: 'h', name: 'harbour' })])
  show(server.client(), <Form />)
  screen.getByRole('button', { name: 'Select LoRA for High LoRA' }).focus()
  await user.keyboard('mea')
  expect(screen.queryByRole('combobox')).toBeNull()
  expect(await screen.findByRole('combobox')).toHaveValue('mea')
  await user.keyboard('dow')
  expect(screen.getByRole('combobox')).toHaveValue('meadow')
  await waitFor(() => expect(screen.getAllByRole('option')).toHaveLength(1))
})
