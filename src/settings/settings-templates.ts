import type { TEMPLATE_NAMES } from '../command-table.ts'
import templates from './settings-templates.json' with { type: 'json' }

/**
 * What Claude takes by `--settings`, with the variable for the person's key. The empty helper and the empty
 * ANTHROPIC_API_KEY keep those in the settings of plain claude from being sent along.
 */
interface SettingsTemplate {
  apiKeyHelper: ''
  env: { ANTHROPIC_BASE_URL: string; ANTHROPIC_AUTH_TOKEN: string } & Record<string, string>
}

export type TemplateName = (typeof TEMPLATE_NAMES)[number]
const TEMPLATES = templates as Record<TemplateName, SettingsTemplate>

/**
 * The text of a settings file.
 *
 * @param key the person's; empty leaves the placeholder
 */
export function settingsText(from: TemplateName, key: string): string {
  const template = TEMPLATES[from]
  const env = key === '' ? template.env : { ...template.env, ANTHROPIC_AUTH_TOKEN: key }
  return `${JSON.stringify({ ...template, env }, undefined, 2)}\n`
}
