import type { Column, Row, Table, Value } from '@/api/table'
import type { ChartOption } from '@/components/charts/theme'
import type { Colors } from '@/components/charts/useColors'
import type { Formats } from '@/format'
import { isTime, MOST_SERIES, type ChartKind } from './chartChoice'
import type { Axis, ChartData } from './chartData'

/** A chart with its numbers. */
export interface Plot {
  option: ChartOption
  table: Table
  /** In pixels. */
  height: number
  /** How many of how many members are shown, where not all are. */
  part: { shown: number; all: number; areLargest?: boolean } | undefined
}

export interface Drawing {
  formats: Formats
  colors: Colors
  /** The name of all that have no series of their own. */
  others: string
  /** The other measure, across a scatter chart. */
  across: Column | undefined
}

const UPRIGHT = 240
const MOST_BARS = 20
const MOST_CELLS = 30
const MOST_POINTS = 2000

/** Draws a chart that `whyNot` has nothing against; a map is drawn elsewhere. */
export function draw(kind: Exclude<ChartKind, 'map'>, data: ChartData, drawing: Drawing): Plot {
  if (kind === 'line') return lineChart(data, drawing)
  if (kind === 'heat') return heatMap(data, drawing)
  if (kind === 'scatter') return scatterChart(data, drawing)
  return barChart(kind === 'stacked' ? data : { ...data, second: undefined }, drawing)
}

interface Series {
  name: string
  values: (number | null)[]
}

/** Lines over time, one for each member of the other dimension. */
export function lineChart(data: ChartData, drawing: Drawing): Plot {
  const isFirst = isTime(data.first.dimension)
  const time = isFirst ? data.first : data.second!
  const other = isFirst ? data.second : data.first
  const times = [...time.members].sort((left, right) => Number(left) - Number(right))
  const value = (at: Value, member: Value) => (isFirst ? data.value(at, member) : data.value(member, at))
  const { series, part } = other
    ? seriesOf(data, other, times, value, drawing)
    : { series: [{ name: data.figure.label, values: times.map((at) => data.value(at)) }], part: undefined }
  const names = times.map((at) => data.names.member(time.dimension, at))
  return {
    height: UPRIGHT,
    part,
    table: crossTable(time, names, series, data.figure),
    option: {
      ...shared(series, data.figure, drawing),
      xAxis: { type: 'category', data: names, boundaryGap: false },
      yAxis: { type: 'value', scale: data.figure.unit === 'ratio', axisLabel: axisLabel(data.figure, drawing) },
      series: series.map(({ name, values }) => ({
        type: 'line',
        name,
        data: values,
        symbol: 'circle',
        symbolSize: 5,
        lineStyle: { width: 2 },
      })),
    },
  }
}

/** Bars, of two dimensions stacked: upright over time, else lying, so that names can be read. */
export function barChart(data: ChartData, drawing: Drawing): Plot {
  const isUpright = isTime(data.first.dimension)
  const picksLargest = !isUpright && !data.isRanked && data.first.members.length > MOST_BARS
  const members = (picksLargest ? largestFirst(data) : data.first.members).slice(0, MOST_BARS)
  const names = members.map((member) => data.names.member(data.first.dimension, member))
  const { series } = data.second
    ? seriesOf(data, data.second, members, (at, member) => data.value(at, member), drawing)
    : { series: [{ name: data.figure.label, values: members.map((member) => data.value(member)) }] }
  const category = { type: 'category', data: names, inverse: !isUpright, axisLabel: { width: 150, overflow: 'truncate' } }
  const amount = { type: 'value', axisLabel: { ...axisLabel(data.figure, drawing), hideOverlap: true } }
  return {
    height: isUpright ? UPRIGHT : Math.max(120, members.length * 20 + 60),
    part:
      members.length < data.first.members.length
        ? { shown: members.length, all: data.first.members.length, areLargest: picksLargest }
        : undefined,
    table: crossTable(data.first, names, series, data.figure),
    option: {
      ...shared(series, data.figure, drawing),
      xAxis: isUpright ? category : amount,
      yAxis: isUpright ? amount : category,
      series: series.map(({ name, values }) => ({
        type: 'bar',
        name,
        data: values,
        barMaxWidth: 28,
        ...(data.second ? { stack: 'all' } : {}),
      })),
    },
  }
}

const largestFirst = ({ first, value }: ChartData) =>
  [...first.members].sort((left, right) => (value(right) ?? -Infinity) - (value(left) ?? -Infinity))

/** A point for each member: the figure against another. */
export function scatterChart(data: ChartData, { formats, across }: Drawing): Plot {
  const points = data.first.members
    .slice(0, MOST_POINTS)
    .map((member) => ({
      name: data.names.member(data.first.dimension, member),
      value: [data.value(member, undefined, across!.name), data.value(member)],
    }))
    .filter(({ value }) => value.every((figure) => figure !== null)) as { name: string; value: [number, number] }[]
  // A few stray ratios would hide all others; amounts are shown to the largest.
  const range = (figure: Column, at: 0 | 1) =>
    figure.unit === 'ratio' ? middle(points.map(({ value }) => value[at])) : { min: -Infinity, max: Infinity }
  const [x, y] = [range(across!, 0), range(data.figure, 1)]
  const within = points.filter(({ value }) => value[0] >= x.min && value[0] <= x.max && value[1] >= y.min && value[1] <= y.max)
  const axis = (figure: Column) => ({
    type: 'value',
    scale: true,
    name: figure.label,
    nameLocation: 'middle',
    axisLabel: { formatter: (value: number) => formats.compactValue(figure.unit, value), hideOverlap: true },
  })
  const rows = points.map(({ name, value }): Row => ({ member: name, x: value[0], y: value[1] }))
  return {
    height: 320,
    part: within.length < data.first.members.length ? { shown: within.length, all: data.first.members.length } : undefined,
    table: tableOf([memberColumn(data.first), { ...across!, name: 'x' }, { ...data.figure, name: 'y' }], rows),
    option: {
      grid: { left: 28, right: 16, top: 12, bottom: 24, containLabel: true },
      tooltip: {
        trigger: 'item',
        formatter: ({ data: point }: { data: { name: string; value: [number, number] } }) =>
          [
            point.name,
            `${across!.label}: ${formats.value(across!.unit, point.value[0])}`,
            `${data.figure.label}: ${formats.value(data.figure.unit, point.value[1])}`,
          ].join('\n'),
      },
      xAxis: { ...axis(across!), nameGap: 24 },
      yAxis: { ...axis(data.figure), nameGap: 52 },
      series: [{ type: 'scatter', data: within, symbolSize: 6, itemStyle: { opacity: 0.6 } }],
    },
  }
}

/** Two dimensions crossed, the figure as colour. */
export function heatMap(data: ChartData, { formats, colors }: Drawing): Plot {
  const [down, along] = [data.first.members.slice(0, MOST_CELLS), data.second!.members.slice(0, MOST_CELLS)]
  const lines = down.map((member) => along.map((other) => data.value(member, other)))
  const [downNames, alongNames] = [
    down.map((member) => data.names.member(data.first.dimension, member)),
    along.map((member) => data.names.member(data.second!.dimension, member)),
  ]
  const { min, max } = middle(lines.flat().filter((value) => value !== null))
  const cells = lines.flatMap((line, y) =>
    line.flatMap((value, x) => (value === null ? [] : [[x, y, Math.min(max, Math.max(min, value)), value]])),
  )
  const all = data.first.members.length * data.second!.members.length
  const series = alongNames.map((name, x) => ({ name, values: lines.map((line) => line[x]!) }))
  return {
    height: Math.max(160, down.length * 15 + 80),
    part: down.length * along.length < all ? { shown: down.length * along.length, all } : undefined,
    table: crossTable(data.first, downNames, series, data.figure),
    option: {
      grid: { left: 8, right: 12, top: 36, bottom: 4, containLabel: true },
      tooltip: {
        trigger: 'item',
        formatter: ({ value: [x, y, , value] }: { value: [number, number, number, number] }) =>
          `${downNames[y]}, ${alongNames[x]}\n${formats.value(data.figure.unit, value)}`,
      },
      xAxis: { type: 'category', data: alongNames, axisLabel: { hideOverlap: true }, splitLine: { show: false } },
      yAxis: {
        type: 'category',
        data: downNames,
        inverse: true,
        axisLabel: { width: 150, overflow: 'truncate', interval: 0 },
        splitLine: { show: false },
      },
      visualMap: {
        min,
        max,
        dimension: 2,
        orient: 'horizontal',
        right: 8,
        top: 0,
        itemWidth: 10,
        itemHeight: 120,
        text: [formats.compactValue(data.figure.unit, max), formats.compactValue(data.figure.unit, min)],
        textStyle: { color: colors.quiet },
        inRange: { color: [colors.low, colors.high] },
      },
      series: [{ type: 'heatmap', data: cells, itemStyle: { borderColor: colors.surface, borderWidth: 1 } }],
    },
  }
}

/**
 * A series for each member, as many as can be told apart. Of sums the largest have one each and the rest one together; other figures do not add up, so
 * there the first of the table have one and the rest none.
 */
function seriesOf(
  { figure, names }: ChartData,
  { dimension, members }: Axis,
  places: readonly Value[],
  value: (at: Value, member: Value) => number | null,
  { others }: Drawing,
): { series: Series[]; part: Plot['part'] } {
  const series = members.map((member) => ({
    name: names.member(dimension, member),
    values: places.map((at) => value(at, member)),
  }))
  if (series.length <= MOST_SERIES) return { series, part: undefined }
  if (figure.kind !== 'additive')
    return { series: series.slice(0, MOST_SERIES), part: { shown: MOST_SERIES, all: series.length } }
  const size = ({ values }: Series) => Math.abs(values.reduce<number>((sum, each) => sum + (each ?? 0), 0))
  const largest = new Set([...series].sort((left, right) => size(right) - size(left)).slice(0, MOST_SERIES - 1))
  const rest = series.filter((one) => !largest.has(one))
  return {
    series: [
      ...series.filter((one) => largest.has(one)),
      { name: others, values: places.map((_, at) => sumOf(rest.map(({ values }) => values[at]!))) },
    ],
    part: undefined,
  }
}

/** Adds up to the cent. */
function sumOf(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length ? Math.round(known.reduce((sum, value) => sum + value * 100, 0)) / 100 : null
}

/** The range of figures, of many without the most extreme hundredth at either end: one stray ratio would hide all others. */
export function middle(figures: readonly number[]): { min: number; max: number } {
  const sorted = [...figures].sort((left, right) => left - right)
  const cut = sorted.length >= 50 ? Math.floor(sorted.length / 100) : 0
  return { min: sorted[cut] ?? 0, max: sorted.at(-1 - cut) ?? 0 }
}

const axisLabel = (figure: Column, { formats }: Drawing) => ({
  formatter: (value: number) => formats.compactValue(figure.unit, value),
})

function shared(series: readonly Series[], figure: Column, { formats }: Drawing): ChartOption {
  const hasLegend = series.length > 1
  return {
    grid: { left: 8, right: 16, top: hasLegend ? 32 : 12, bottom: 4, containLabel: true },
    ...(hasLegend ? { legend: { type: 'scroll' } } : {}),
    tooltip: { trigger: 'axis', valueFormatter: (value: number | null) => formats.value(figure.unit, value) },
  }
}

const memberColumn = ({ label, dimension }: Axis): Column => ({
  name: 'member',
  label: label || dimension,
  kind: 'dimension',
  unit: null,
})

const tableOf = (columns: Column[], rows: Row[]): Table => ({ columns, rows, rowCount: rows.length, notices: [] })

/** The numbers of a chart: a line for each place, a column for each series. */
function crossTable(axis: Axis, names: readonly string[], series: readonly Series[], figure: Column): Table {
  return tableOf(
    [memberColumn(axis), ...series.map(({ name }, at) => ({ ...figure, name: `series${at}`, label: name }))],
    names.map((name, place): Row => ({
      member: name,
      ...Object.fromEntries(series.map(({ values }, at) => [`series${at}`, values[place]!])),
    })),
  )
}
