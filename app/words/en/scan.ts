export const scan = {
  scanTitle: 'Scan QR',
  scanHow: 'Bring the code into the frame and hold still.',
  scanTorch: 'Light',
  scanType: 'Type the code',
  scanList: 'From the list',
  scanCode: 'The code under the square',
  scanCodeHelp: 'All of it, or only the last letters and digits, like T37',
  scanGo: 'Open',
  scanNoCamera:
    'The camera does not open: there is none, or Xunji may not use it. Type the code, or choose from the list.',
  scanForeign: 'This is not a code of Xunji. Look for the one with a facility code under it.',
  scanUnknown: 'No such code in your list. Look again at the letters under the square, or choose from the list.',
  scanNotHere: 'This code is not in your list; it may be of another street. Tell your supervisor if it matters.',
  scanNotHereOffline:
    'This code is not in the list on this phone: it may be of another street, or the list is older. Scan it again with network.',
  scanRetired: '{name} is no longer registered and needs no check. If it has a new code, scan that one.',
  scanOther: 'This is the code of: {type}. What is wanted now: {wanted}.',
  scanSeveral: '{n} places match this. Type the whole code.',
  scanLooking: 'Looking for this code…',
  codes: 'Codes for the doors',
  codesOf: '{n} codes, 12 to a page of A4',
  codesPrint: 'Print',
  codesNote:
    'Put it at the door: a phone that scans it is at this place. Where that fails, the code under it is typed.',
  codesNone: 'No facility matches.',
  codesMany: 'Choose a street or type some letters first: at most 500 codes at once, now there are {n}.',
}
