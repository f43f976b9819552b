using System.Globalization;
using System.Text;
using ClaimBook.Engine.Samples;

namespace ClaimBook.Engine.Tests.Samples;

/// <summary>A generated file, read back by plain splitting: independent of the engine's own reader.</summary>
sealed class GeneratedFile
{
    /// <summary>The file at its full size; the tests only read it.</summary>
    public static Lazy<GeneratedFile> Full { get; } = new(() => new GeneratedFile(SampleFile.FullSize));

    public GeneratedFile(int rows, int seed = 1)
    {
        var lines = Encoding.UTF8.GetString(Bytes(rows, seed)).Split("\r\n");
        Header = lines[0].Split(',');
        Assert.Equal("", lines[^1]);
        Rows = [.. lines[1..^1].Select(line => new GeneratedRow(line.Split(',')))];
    }

    public string[] Header { get; }

    public IReadOnlyList<GeneratedRow> Rows { get; }

    public static byte[] Bytes(int rows, int seed = 1)
    {
        using var stream = new MemoryStream();
        SampleFile.Write(stream, rows, seed);
        return stream.ToArray();
    }

    /// <summary>The share, in percent, of the rows for which something holds.</summary>
    public double Percent(Func<GeneratedRow, bool> condition) => 100.0 * Rows.Count(condition) / Rows.Count;
}

sealed record GeneratedRow(string[] Fields)
{
    public const decimal Missing = 99999;

    public int Agency { get; } = int.Parse(Fields[0], CultureInfo.InvariantCulture);
    public string Product => Fields[2];
    public string Line => Fields[3];
    public string State => Fields[4];
    public int Year { get; } = int.Parse(Fields[5], CultureInfo.InvariantCulture);
    public decimal Retained { get; } = Number(Fields[6]);
    public decimal InForce { get; } = Number(Fields[7]);
    public decimal PriorInForce { get; } = Number(Fields[8]);
    public decimal Written { get; } = Number(Fields[10]);
    public decimal PriorWritten { get; } = Number(Fields[11]);
    public decimal Earned { get; } = Number(Fields[12]);
    public decimal Losses { get; } = Number(Fields[13]);
    public int Months { get; } = int.Parse(Fields[14], CultureInfo.InvariantCulture);
    public decimal RetentionRatio { get; } = Number(Fields[15]);
    public decimal LossRatio { get; } = Number(Fields[16]);
    public decimal LossRatio3Year { get; } = Number(Fields[17]);
    public decimal Growth3Year { get; } = Number(Fields[18]);

    public (int Agency, string Product, string State, int Year) Key => (Agency, Product, State, Year);

    static decimal Number(string text) =>
        decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
