/** How far the uploads are, for the button that opens them. */
export function UploadBadge() {
  return null
}
