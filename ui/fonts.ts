/** Systems that always bring a Chinese face of their own. */
const brings = /Windows|Macintosh|Mac OS|iPhone|iPad|Android|HarmonyOS|OpenHarmony/

/**
 * Loads the carried Chinese font where the system may have none (a bare Linux desk, a kiosk).
 * It is cut into slices by unicode range, stands last in the font stack, and the browser fetches a slice
 * only for characters that no earlier face has: a system with a Chinese font downloads no slice at all.
 */
export async function loadCarriedFont(agent = navigator.userAgent): Promise<boolean> {
  if (brings.test(agent)) return false
  document.fonts.addEventListener('loadingdone', setAnew)
  return Promise.all([import('@fontsource/noto-sans-sc/400.css'), import('@fontsource/noto-sans-sc/600.css')]).then(
    () => true,
    () => false, // offline before the first slice was kept: the text shows in whatever face there is
  )
}

let settings = 0

/**
 * Chromium keeps some words as it set them before their slice was there (in English, bold: as empty squares). Under another
 * tag of the same language it sets all words anew: `en-x-l2`, with a private subtag (BCP 47, RFC 5646 § 2.2.7).
 */
function setAnew(): void {
  const [language = ''] = document.documentElement.lang.split('-x-')
  document.documentElement.lang = `${language}-x-l${++settings}`
}
