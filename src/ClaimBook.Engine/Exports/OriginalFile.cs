using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Text;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Exports;

/// <summary>Gives the facts back as a performance file: 49 columns, every value as it was loaded, in the order of loads and lines.</summary>
public static class OriginalFile
{
    const int FlushAt = 1 << 16;

    /// <summary>Writes the file: UTF-8, CRLF, a header line. Streams; memory grows with the agencies, not with the facts.</summary>
    /// <param name="connection">A connection on which nothing changes meanwhile, see <see cref="Database.BeginRead"/>.</param>
    /// <param name="output">Where to; it is left open.</param>
    /// <returns>How many rows were written.</returns>
    public static int Write(DbConnection connection, Stream output)
    {
        var star = Dimensions.ReadAll(connection);
        var products = star.Products.ToDictionary(p => p.Id);
        var states = star.States.ToDictionary(s => s.Id, s => s.Code);
        var quotes = star.Quotes.ToDictionary(q => (q.AgencyId, q.Line, q.Platform));
        var agencies = star.Agencies.ToDictionary(a => a.Id, a => (Primary: OrMissing(a.PrimaryAgencyId), Attributes: Attributes(a, quotes)));
        var published = Dimensions.ReadPublishedRatios(connection).ToDictionary(p => (p.AgencyId, p.Line, p.Year));

        var text = new ArrayBufferWriter<byte>(2 * FlushAt);
        Append(text, string.Join(',', PerformanceFile.Columns.Select(c => c.Name)) + "\r\n");
        var rows = 0;
        foreach (var fact in FactPerformance.ReadAll(connection, orderBy: "load_id, source_line"))
        {
            var product = products[fact.Key.ProductId];
            // None where a later file moved the product to the other line.
            var ratios = published.GetValueOrDefault((fact.Key.AgencyId, product.Line, fact.Key.Year));
            var (primary, attributes) = agencies[fact.Key.AgencyId];
            Append(text, $"{fact.Key.AgencyId},{primary},{CsvText.Exact(product.Code)},{product.Line},{states[fact.Key.StateId]},{fact.Key.Year},");
            Append(text, $"{fact.RetainedPolicies},{fact.PoliciesInForce},{OrMissing(fact.PriorPoliciesInForce)},");
            Append(text, $"{Amount(fact.NewBusinessCents)},{Amount(fact.WrittenCents)},{Amount(fact.PriorWrittenCents ?? PerformanceFile.Missing * 100L)},");
            Append(text, $"{Amount(fact.EarnedCents)},{Amount(fact.IncurredCents)},{fact.Months},");
            Append(text, $"{Ratio(fact.RetentionRatio)},{Ratio(fact.LossRatio ?? fact.LossRatioCode)},");
            Append(text, $"{Ratio(ratios?.LossRatio3Year)},{Ratio(ratios?.Growth3Year)},");
            Append(text, attributes);
            rows++;
            if (text.WrittenCount >= FlushAt)
                Flush(text, output);
        }
        Flush(text, output);
        return rows;
    }

    /// <summary>Columns 20 to 49, which are the same on every row of an agency, and the line end.</summary>
    static string Attributes(AgencyRow agency, Dictionary<(int, string, string), QuoteRow> quotes)
    {
        var fields = agency.Numbers.Skip(1).Select(OrMissing).ToList();
        fields.InsertRange(PerformanceFile.VendorIndicator - PerformanceFile.AppointmentYear, [CsvText.Exact(agency.VendorIndicator), CsvText.Exact(agency.Vendor)]);
        foreach (var platform in PerformanceFile.Platforms)
        {
            var counts = quotes[(agency.Id, platform.Line, platform.Name)];
            fields.Add(OrMissing(counts.Bound));
            fields.Add(OrMissing(counts.Quoted));
        }
        return string.Join(',', fields) + "\r\n";
    }

    static string OrMissing(int? value) => (value ?? PerformanceFile.Missing).ToString(CultureInfo.InvariantCulture);

    static string Amount(long cents) => (cents / 100m).ToString("0.##", CultureInfo.InvariantCulture);

    static string Ratio(double? ratio)
    {
        var number = ratio ?? PerformanceFile.Missing;
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        // Without an exponent where that loses nothing: a decimal has 28 places.
        return text.Contains('E', StringComparison.Ordinal) && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var plain)
            && double.Parse(plain.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) == number
            ? plain.ToString(CultureInfo.InvariantCulture)
            : text;
    }

    static void Append(ArrayBufferWriter<byte> text, string value) => Encoding.UTF8.GetBytes(value, text);

    static void Flush(ArrayBufferWriter<byte> text, Stream output)
    {
        output.Write(text.WrittenSpan);
        text.ResetWrittenCount();
    }
}
