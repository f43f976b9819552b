using ClaimBook.Engine.Exports;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Serving;

/// <summary>The rows behind a question in its order, all of one state of the data. Equal ones, and all where it has no order, go by ascending key.</summary>
/// <param name="Table">Makes tables of them.</param>
/// <param name="RowCount">How many there are.</param>
/// <param name="Totals">The figures that they add up to.</param>
/// <param name="From">Some of them: behind a key if there is no order, leaving out some at the start, and as many as are wanted.</param>
sealed record DetailRows(DetailTable Table, int RowCount, ResultTable Totals, Func<FactKey?, int, int, IEnumerable<PerformanceRow>> From);
