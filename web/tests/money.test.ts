import { describe, expect, it } from 'vitest'
import { readMoney, writeMoney } from '@/money'

describe('an amount that is typed', () => {
  it('is read in American English', () => {
    expect(readMoney('1,234.50', 'en-US')).toBe(1234.5)
    expect(readMoney('1234.5', 'en-US')).toBe(1234.5)
    expect(readMoney(' $1,234,567 ', 'en-US')).toBe(1234567)
    expect(readMoney('1 234.50', 'en-US')).toBe(1234.5)
    expect(readMoney('.50', 'en-US')).toBe('unclear')
    expect(readMoney('0.07', 'en-US')).toBe(0.07)
  })

  it('is read in Swedish, also as its keypads write it', () => {
    expect(readMoney('1 234,50', 'sv-SE')).toBe(1234.5)
    expect(readMoney('1\u00a0234\u00a0567,5', 'sv-SE')).toBe(1234567.5)
    expect(readMoney('1234,50 kr', 'sv-SE')).toBe(1234.5)
    expect(readMoney('1234.50', 'sv-SE')).toBe(1234.5)
  })

  it('is read in German and as India groups it', () => {
    expect(readMoney('1.234,50 €', 'de-DE')).toBe(1234.5)
    expect(readMoney('12,34,567.50', 'en-IN')).toBe(1234567.5)
    expect(readMoney('12,34,567.50', 'en-US')).toBe('unclear')
  })

  it('may be below zero', () => {
    expect(readMoney('-12.30', 'en-US')).toBe(-12.3)
    expect(readMoney('\u221212,30', 'sv-SE')).toBe(-12.3)
    expect(readMoney('-$5', 'en-US')).toBe(-5)
    expect(readMoney('$-5', 'en-US')).toBe(-5)
    expect(readMoney('--5', 'en-US')).toBe('unclear')
  })

  it('is never guessed', () => {
    expect(readMoney('1,5', 'en-US')).toBe('unclear')
    expect(readMoney('1.234,50', 'en-US')).toBe('unclear')
    expect(readMoney('1,234.50', 'sv-SE')).toBe('unclear')
    expect(readMoney('1,23,456', 'en-US')).toBe('unclear')
    expect(readMoney('12e3', 'en-US')).toBe('unclear')
    expect(readMoney('abc', 'en-US')).toBe('unclear')
    expect(readMoney('1..2', 'en-US')).toBe('unclear')
  })

  it('is never rounded', () => {
    expect(readMoney('1.005', 'en-US')).toBe('decimals')
    expect(readMoney('1,005', 'sv-SE')).toBe('decimals')
  })

  it('is empty where nothing is typed', () => {
    expect(readMoney('  ', 'en-US')).toBe('empty')
    expect(readMoney('$', 'en-US')).toBe('unclear')
  })
})

describe('an amount that is to be typed over', () => {
  it('is read back as it was', () => {
    expect(writeMoney(1234567.5, 'en-US')).toBe('1234567.50')
    expect(writeMoney(1234567.5, 'sv-SE')).toBe('1234567,50')
    expect(readMoney(writeMoney(-1234567.5, 'sv-SE'), 'sv-SE')).toBe(-1234567.5)
    expect(writeMoney(null, 'en-US')).toBe('')
  })
})
