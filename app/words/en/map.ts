import type { map as zh } from '../zh/map.ts'

export const map: { readonly [K in keyof typeof zh]: string } = {
  mapName: 'Sketch map',
  mapInvented: 'Sketch map · invented geometry',
  mapFailed: 'The map could not be fetched; open it again. Places and records are not affected.',
  mapMany: '{n} here, zoom in',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  toOwnPlace: 'To my place',
}
