import { LogOut } from 'lucide-react'
import { useClient } from '@/access/SignIn'
import { rememberWorkspace } from '@/access/session'
import { Menu, MenuChoice, MenuChoices, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '@/ui/menu'
import { speak, useLanguage, useWords, type Language } from '@/words/language'
import { SettingsButton } from './SettingsButton'
import { useTheme, wear, type Theme } from './theme'
import { words } from './words'

const THEMES: ReadonlyArray<Theme> = ['system', 'light', 'dark']

/** Open from the beginning: it is there because somebody wants it. */
export function SettingsMenu() {
  const t = useWords(words)
  const { session } = useClient()
  return (
    <Menu modal={false} defaultOpen>
      <MenuTrigger asChild>
        <SettingsButton />
      </MenuTrigger>
      <MenuContent>
        <MenuLabel>{t.signedInAs(session.subject)}</MenuLabel>
        {session.workspaces.size > 1 && <Workspaces />}
        <MenuSeparator />
        <MenuLabel>{t.theme}</MenuLabel>
        <MenuChoices value={useTheme()} onValueChange={value => wear(value as Theme)}>
          {THEMES.map(theme => (
            <MenuChoice key={theme} value={theme}>
              {t.themes[theme]}
            </MenuChoice>
          ))}
        </MenuChoices>
        <MenuSeparator />
        <MenuLabel>{t.language}</MenuLabel>
        <MenuChoices value={useLanguage()} onValueChange={value => speak(value as Language)}>
          <MenuChoice value="en">English</MenuChoice>
          <MenuChoice value="ko">한국어</MenuChoice>
        </MenuChoices>
        {session.signOut && (
          <>
            <MenuSeparator />
            <MenuItem onSelect={() => session.signOut?.()}>
              <LogOut />
              {t.signOut}
            </MenuItem>
          </>
        )}
      </MenuContent>
    </Menu>
  )
}

/** Another workspace is another page: nothing of this one may stay in sight. */
function Workspaces() {
  const t = useWords(words)
  const { session } = useClient()
  return (
    <>
      <MenuSeparator />
      <MenuLabel>{t.workspace}</MenuLabel>
      <MenuChoices
        value={session.workspace ?? ''}
        onValueChange={workspace => {
          rememberWorkspace(workspace)
          location.assign('/')
        }}
      >
        {[...session.workspaces.keys()].map(workspace => (
          <MenuChoice key={workspace} value={workspace}>
            {workspace}
          </MenuChoice>
        ))}
      </MenuChoices>
    </>
  )
}
