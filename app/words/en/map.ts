import type { map as zh } from '../zh/map.ts'

export const map: { readonly [K in keyof typeof zh]: string } = {
  mapName: 'Sketch map',
  mapInvented: 'Sketch map · invented geometry',
  mapFailed: 'The map could not be fetched; open it again. Places and records are not affected.',
  mapMany: '{n} here, zoom in',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  toOwnPlace: 'To my place',
  mapOffline: 'Works without a network',
  mapLooking: 'Finding your place; the map is ready',
  mapNoPlace: 'No position; the map works all the same',
  mapNothing: 'Nothing due is on the map.',
  mapMore: '{n} more here',
  mapWay: 'Way there',
  mapNew: '{kind}',
  mapOpen: 'Open',
  mapAllHere: 'All that is here',
}
