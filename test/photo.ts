/** The smallest honest photo: a 1 x 1 JPEG with a camera's note (EXIF) that must not be kept. */
const exif = Buffer.concat([
  Buffer.from([0xff, 0xe1, 0x00, 0x16]),
  Buffer.from('Exif\0\0GPS 9.18,105.15', 'latin1').subarray(0, 20),
])
const plain = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAgGBgcGBQgHBwcJCQgKDBQNDAsLDBkSEw8UHRofHh0aHBwgJC4nICIsIxwcKDcpLDAxNDQ0Hyc5PTgyPC4zNDL/wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AKp//2Q==',
  'base64',
)
export const aPhoto = Buffer.concat([plain.subarray(0, 2), exif, plain.subarray(2)]).toString('base64')
