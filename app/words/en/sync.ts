export const sync = {
  syncHeldRole:
    'Received, on hold: you did not hold this role when you wrote it. A supervisor decides. No need to write it again.',
  syncHeldArea: 'Received, on hold: your area has changed. A supervisor decides. No need to write it again.',
  syncHeldSession:
    'Received, on hold: it came after your sign-in was withdrawn. A supervisor decides. No need to write it again.',
  syncRejected: 'A supervisor did not accept it: {note} What you wrote is still on this phone; you can export it.',
  syncAsideForm:
    'Not accepted: this record’s format is too old. It is still on this phone and goes again after an update; you can also export it.',
  syncAsideLarge: 'Not accepted: it is too large. It is still on this phone; you can export it.',
  syncAsideTaken:
    'Not accepted: something else has this number already. It is still on this phone; you can export it and write it again.',
  syncAsideErased: 'Not accepted: this record was erased by rule.',
  syncAsideRoom: 'Not accepted: it does not belong to this area or book. It is still on this phone; you can export it.',
  syncAside: 'Not accepted. It is still on this phone; you can export it.',
  syncPhotoRefused: 'This photo was not accepted; take it again. The record is not affected.',
  syncSignIn: 'Your sign-in has expired. Keep working; sign in again to send. All {n} records are here.',
  syncSignInNone: 'Your sign-in has expired. Keep working; sign in again to send.',
  syncUpdate: 'Update Xunji to send. Keep working; all {n} records are here.',
  syncNoAccess:
    '{n} cannot be sent: the area is no longer yours. All of it is on this phone; you can export it for a supervisor.',
  syncNotStored:
    'The phone is full: what others wrote did not fit on it. Your own work is all here. The rest comes once there is room.',
  syncClockFast:
    'The phone’s clock is {n} min fast. Keep working; the difference is recorded. Please set the time to automatic.',
  syncClockSlow:
    'The phone’s clock is {n} min slow. Keep working; the difference is recorded. Please set the time to automatic.',
  syncSpaceLow: 'Space is running low: room for about {n} more records.',
  syncNewVersion: 'A new version is ready. It starts next time you open Xunji.',
  syncNotSavedLarge:
    'Not saved. This record is too large; shorten it and save again. What you wrote is still on this page.',
}
