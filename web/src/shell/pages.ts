import {
  BookOpen,
  Building2,
  ChartColumn,
  Database,
  FileText,
  KeyRound,
  LayoutDashboard,
  Rows3,
  ScrollText,
  ShieldAlert,
  Users,
} from '@lucide/vue'
import type { Component } from 'vue'
import type { Role } from '@/composables/useSession'

export interface PageLink {
  name: string
  icon: Component
  role?: Role
  /** The letter that follows g on the keyboard. */
  key: string
}

/** The pages of the navigation, of the command palette and of the keyboard, in groups. */
export const PAGE_GROUPS: readonly (readonly PageLink[])[] = [
  [
    { name: 'overview', icon: LayoutDashboard, key: 'o' },
    { name: 'explore', icon: ChartColumn, key: 'e' },
    { name: 'details', icon: Rows3, key: 'd' },
    { name: 'agencies', icon: Building2, key: 'a' },
    { name: 'reports', icon: FileText, key: 'r' },
  ],
  [
    { name: 'policies', icon: BookOpen, key: 'p' },
    { name: 'claims', icon: ShieldAlert, key: 'c' },
  ],
  [
    { name: 'data', icon: Database, key: 'l' },
    { name: 'users', icon: Users, role: 'admin', key: 'u' },
    { name: 'tokens', icon: KeyRound, key: 't' },
    { name: 'audit', icon: ScrollText, role: 'admin', key: 'h' },
  ],
]
