// Serves the buckets in a directory as S3 does, on a free port of this machine: node server.mjs DIRECTORY BUCKET. Says its address, and ends with its standard input.
import S3rver from 's3rver'

const [directory, bucket] = process.argv.slice(2)
const server = new S3rver({ directory, silent: true, address: '127.0.0.1', port: 0, configureBuckets: [{ name: bucket }] })
const { address, port } = await server.run()
console.log(`http://${address}:${port}`)
process.stdin.resume().on('end', () => process.exit())
