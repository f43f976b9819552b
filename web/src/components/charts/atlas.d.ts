declare module 'us-atlas/states-albers-10m.json' {
  import type { Topology } from 'topojson-specification'

  const atlas: Topology
  export default atlas
}
