import { addWords } from './words.ts'
import { zh } from './zh.ts'

// Imported by every screen that is not in the first load.
addWords(zh)
