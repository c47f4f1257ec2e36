import * as v from 'valibot'

/** An object that is no list; valibot alone takes lists for objects. Keys that are not named are kept. */
export function jsonObject<Entries extends v.ObjectEntries>(entries: Entries) {
  return v.pipe(
    v.unknown(),
    v.check((value) => !Array.isArray(value), 'an object, not a list'),
    v.looseObject(entries),
  )
}
