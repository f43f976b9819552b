using System.Runtime.InteropServices;

namespace ClaimBook.Engine.Pipeline;

/// <summary>What a load is asked for.</summary>
public sealed record LoadOptions
{
    /// <summary>The file becomes the whole truth: facts that it does not have are deleted.</summary>
    public bool Replace { get; init; }

    /// <summary>Load even if the same file was loaded before.</summary>
    public bool Force { get; init; }

    /// <summary>The name that the load is known by where the file has another one, as an upload has; null: the file's own.</summary>
    public string? FileName { get; init; }

    /// <summary>The largest share of rejected lines, 0 to 1, with which the load still goes through.</summary>
    public double MaxRejectRate { get; init; } = 0.1;
}

/// <summary>How far a load is.</summary>
/// <param name="Bytes">Bytes of the file read.</param>
/// <param name="TotalBytes">Bytes of the file.</param>
/// <param name="Rows">Data rows read.</param>
/// <param name="Rejected">Rows rejected.</param>
/// <param name="Elapsed">Time since the load began.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct LoadProgress(long Bytes, long TotalBytes, int Rows, int Rejected, TimeSpan Elapsed)
{
    /// <summary>Megabytes (10^6) of the file read per second.</summary>
    public double MegabytesPerSecond => Elapsed > TimeSpan.Zero ? Bytes / 1e6 / Elapsed.TotalSeconds : 0;

    /// <summary>How long the rest will take at that speed.</summary>
    public TimeSpan Left => Bytes > 0 ? Elapsed * ((double)(TotalBytes - Bytes) / Bytes) : TimeSpan.Zero;
}

/// <summary>A line that could not be right.</summary>
/// <param name="Line">Its number in the file, the header being line 1.</param>
/// <param name="Column">The column at fault; empty when it is the line as a whole.</param>
/// <param name="Value">The value at fault.</param>
/// <param name="Reason">What is wrong and what would be right.</param>
/// <param name="Raw">The line as it stands in the file.</param>
/// <param name="AgencyId">The agency that the line is of; null where that is not certain.</param>
public sealed record Reject(int Line, string Column, string Value, string Reason, string Raw, int? AgencyId)
{
    /// <summary>The kind of reason, which is counted.</summary>
    public RejectReason Kind { get; init; }

    /// <summary>For a message: where, what, and what would be right.</summary>
    public override string ToString() => Column.Length > 0 ? $"line {Line}, {Column} '{Value}': {Reason}" : $"line {Line}: {Reason}";
}

/// <summary>The kinds of reasons why lines are rejected.</summary>
public enum RejectReason
{
    /// <summary>A quoted field does not end.</summary>
    OpenQuote,

    /// <summary>The line has more or fewer fields than the header.</summary>
    FieldCount,

    /// <summary>An earlier line of the file gives the same key other values.</summary>
    RepeatedKey,

    /// <summary>A value is no whole number, or out of its range.</summary>
    WholeNumber,

    /// <summary>A value is no amount of money.</summary>
    Amount,

    /// <summary>A value is no number.</summary>
    Number,

    /// <summary>A value is no product code.</summary>
    ProductCode,

    /// <summary>A value is neither CL nor PL.</summary>
    ProductLine,

    /// <summary>A value is no state code.</summary>
    State,

    /// <summary>A text is too long.</summary>
    Text,
}

/// <summary>What a load did. Rows read = inserted + updated + unchanged + rejected.</summary>
/// <param name="LoadId">The load; the earlier one when the same file had been loaded before.</param>
/// <param name="File">Name of the file.</param>
/// <param name="RowsRead">Data rows read.</param>
/// <param name="Inserted">Facts with a new key.</param>
/// <param name="Updated">Facts with other values than before.</param>
/// <param name="Unchanged">Lines equal to what was there.</param>
/// <param name="Deleted">Facts that a replacing load found missing in the file.</param>
/// <param name="Rejected">Lines rejected.</param>
/// <param name="Notices">What the reader should know.</param>
/// <param name="Seconds">How long it took.</param>
public sealed record LoadReport(
    int LoadId, string File, int RowsRead, int Inserted, int Updated, int Unchanged, int Deleted, int Rejected,
    IReadOnlyList<string> Notices, double Seconds);
