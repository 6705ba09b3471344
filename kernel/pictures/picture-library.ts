import type sharp from 'sharp'

export type PictureLibrary = typeof sharp

let loaded: Promise<PictureLibrary> | undefined

/** Loaded with the first picture: it takes 20 MB that a process without pictures need not hold. */
export const pictureLibrary = (): Promise<PictureLibrary> => {
  loaded ??= load()
  return loaded
}

async function load(): Promise<PictureLibrary> {
  const { default: library } = await import('sharp')
  // The decoders of what we accept, and no others, whatever the library brings along.
  library.block({ operation: ['VipsForeignLoad'] })
  library.unblock({
    operation: [
      'VipsForeignLoadJpeg',
      'VipsForeignLoadPng',
      'VipsForeignLoadWebp',
      'VipsForeignLoadNsgif',
      'VipsForeignLoadHeif',
    ],
  })
  return library
}
