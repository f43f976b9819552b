import type { EChartsCoreOption } from 'echarts/core'
import type { Colors } from './useColors'

export type ChartOption = EChartsCoreOption

type Part = Record<string, unknown>

const each = (parts: unknown, apply: (part: Part) => Part) =>
  parts === undefined ? undefined : Array.isArray(parts) ? parts.map((part) => apply(part as Part)) : apply(parts as Part)

/** What all charts share: the font, quiet axes, tooltips drawn as text (a strict policy allows no others), no animation. What a chart says itself wins. */
export function themed(option: ChartOption, colors: Colors, label: string): ChartOption {
  const font = { fontFamily: 'Inter Variable, system-ui, sans-serif', fontSize: 12 }
  const axis = (part: Part): Part => ({
    axisTick: { show: false },
    ...part,
    axisLine: { lineStyle: { color: colors.line }, ...(part['axisLine'] as Part) },
    axisLabel: { color: colors.quiet, ...font, ...(part['axisLabel'] as Part) },
    splitLine: { lineStyle: { color: colors.line }, ...(part['splitLine'] as Part) },
    nameTextStyle: { color: colors.quiet, ...font },
  })
  return {
    color: colors.series,
    textStyle: { ...font, color: colors.text },
    animation: false,
    grid: { left: 8, right: 12, top: 28, bottom: 4, containLabel: true },
    ...option,
    xAxis: each(option['xAxis'], axis),
    yAxis: each(option['yAxis'], axis),
    legend: each(option['legend'], (part) => ({
      icon: 'roundRect',
      itemWidth: 10,
      itemHeight: 10,
      left: 0,
      top: 0,
      ...part,
      textStyle: { color: colors.quiet, ...font },
    })),
    tooltip: {
      trigger: 'axis',
      confine: true,
      backgroundColor: colors.raised,
      borderColor: colors.line,
      ...(option['tooltip'] as Part),
      renderMode: 'richText',
      textStyle: { color: colors.text, ...font },
    },
    aria: { enabled: true, label: { description: label } },
  }
}
