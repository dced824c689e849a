import { Ban } from 'lucide-react'
import { Empty } from '@/ui/empty'
import { useWords } from '@/words/language'
import { words } from './words'

export function Stopped() {
  const t = useWords(words)
  return <Empty className="min-h-64 rounded-lg bg-stage" drawing={<Ban />} title={t.cancelledTitle} text={t.cancelledText} />
}
