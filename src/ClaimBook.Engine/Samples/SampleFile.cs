using System.Runtime.InteropServices;
using ClaimBook.Engine.Semantics;
using MathNet.Numerics.Random;

namespace ClaimBook.Engine.Samples;

/// <summary>Writes agency performance files of the shape, the quirks and the distribution of the real one.</summary>
/// <remarks>
/// Nothing is copied: agencies are drawn, their policies simulated month by month, and every column of a row follows from
/// those months. That is why the columns agree with each other as they do in the real file. The rates are chosen so that the
/// figures of the data dictionary come out; SampleDistributionTests compares them.
/// </remarks>
public static class SampleFile
{
    /// <summary>Rows of the real file.</summary>
    public const int FullSize = 213_328;

    /// <summary>Writes a file: a header and <paramref name="rows"/> lines, UTF-8 without BOM, CRLF line ends, no quoting.</summary>
    /// <param name="output">Where to; it stays open.</param>
    /// <param name="rows">How many rows; more rows mean more agencies, about 131 rows each. The last agency may be cut off.</param>
    /// <param name="seed">The same seed gives the same bytes. A shorter file is the beginning of a longer one, but for its last
    /// agency.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is negative.</exception>
    public static void Write(Stream output, int rows = FullSize, int seed = 1)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        var random = new Xoshiro256StarStar(seed, threadSafe: false);
        var agencies = new SampleAgencies(random);
        var book = new SampleBook(random);
        var csv = new CsvText(output);
        csv.Line(PerformanceFile.Columns.Select(column => column.Name));
        while (rows > 0)
        {
            var agency = agencies.Next();
            var agencyRows = book.RowsOf(agency);
            agencyRows.RemoveRange(Math.Min(rows, agencyRows.Count), Math.Max(0, agencyRows.Count - rows));
            WriteAgency(csv, agency, agencyRows);
            rows -= agencyRows.Count;
        }
        csv.Flush();
    }

    static void WriteAgency(CsvText csv, SampleAgency agency, List<SampleRow> rows)
    {
        var threeYears = new ThreeYearRatios(rows);
        foreach (ref readonly var row in CollectionsMarshal.AsSpan(rows))
        {
            csv.Whole(agency.Id);
            csv.Whole(agency.PrimaryId);
            csv.Text(row.Product.Code);
            csv.Text(row.Product.Line);
            csv.Text(row.State);
            csv.Whole(row.Year);
            csv.Whole(row.RetainedPolicies);
            csv.Whole(row.PoliciesInForce);
            csv.Whole(row.PriorPoliciesInForce ?? PerformanceFile.Missing);
            csv.Money(row.NewBusinessCents);
            csv.Money(row.WrittenCents);
            csv.Money(row.PriorWrittenCents ?? PerformanceFile.Missing * 100L);
            csv.Money(row.EarnedCents);
            csv.Money(row.LossCents);
            csv.Whole(row.Months);
            csv.Ratio(PublishedRatio.Retention(row));
            csv.Ratio(PublishedRatio.Loss(row));
            csv.Ratio(threeYears.Loss(row.Product.Line, row.Year));
            csv.Ratio(threeYears.Growth(row.Product.Line, row.Year));
            csv.Whole(agency.AppointmentYear);
            csv.Whole(agency.ActiveProducers);
            csv.Whole(agency.MaxAge);
            csv.Whole(agency.MinAge);
            csv.Text(agency.Vendor == SampleAgency.NoVendor ? "N" : "Y");
            csv.Text(agency.Vendor);
            csv.Wholes(agency.ModuleYears);
            csv.Wholes(agency.QuoteCounts);
            csv.EndLine();
        }
    }
}
