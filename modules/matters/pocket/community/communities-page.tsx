import '../matters.css'
import { useWords } from '../../../../kernel/web/words.ts'
import { useNavigation } from '../../../../ui/navigation.tsx'
import { AppBar, Screen } from '../../../../ui/pocket/frame.tsx'
import { PlaceList } from '../report/place-list.tsx'
import { words } from './words.ts'

/** `/c`: choose a community. */
export default function CommunitiesPage() {
  const w = useWords(words)
  const navigation = useNavigation()
  return (
    <>
      <AppBar title={w.choose} back="/" />
      <Screen>
        <PlaceList from={null} areasOnly onChoose={(place) => navigation.go(`/c/${encodeURIComponent(place.code)}`)} />
      </Screen>
    </>
  )
}
