namespace ClaimBook.Engine.Samples;

/// <summary>Where an agency's business stands.</summary>
enum AgencyStatus
{
    /// <summary>It sells.</summary>
    Active,

    /// <summary>The company ended its appointment within the file's years.</summary>
    Terminated,

    /// <summary>Its business ended before the file begins; only old claims still move.</summary>
    Closed,
}

/// <summary>An agency: what the file repeats on each of its rows.</summary>
sealed record SampleAgency(int Id, AgencyStatus Status)
{
    /// <summary>The file's word where an agency has no vendor.</summary>
    public const string NoVendor = "Unknown";

    public required int PrimaryId { get; init; }

    /// <summary>The year in which it began to write, or one before the file begins.</summary>
    public required int FirstYear { get; init; }

    public required int AppointmentYear { get; init; }
    public required int ActiveProducers { get; init; }
    public required int MaxAge { get; init; }
    public required int MinAge { get; init; }
    public required string Vendor { get; init; }

    /// <summary>First and last year of each vendor module, in the order of the file.</summary>
    public required int[] ModuleYears { get; init; }

    /// <summary>Policies bound and quoted on each platform, in the order of the file.</summary>
    public required int[] QuoteCounts { get; init; }
}
