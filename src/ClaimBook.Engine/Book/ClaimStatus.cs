namespace ClaimBook.Engine.Book;

/// <summary>What a claim is; follows from what was done to it.</summary>
public enum ClaimStatus
{
    /// <summary>Made known; nobody has taken it up.</summary>
    Reported,

    /// <summary>Being worked on.</summary>
    Open,

    /// <summary>Settled; something was paid.</summary>
    ClosedWithPayment,

    /// <summary>Settled; nothing was paid.</summary>
    ClosedWithoutPayment,

    /// <summary>Refused; nothing was paid.</summary>
    Denied,
}

/// <summary>How statuses of claims are written.</summary>
public static class ClaimStatuses
{
    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<ClaimStatus>().Select(s => s.Name)];

    extension(ClaimStatus status)
    {
        /// <summary>Its name in requests, answers and files.</summary>
        public string Name => status switch
        {
            ClaimStatus.Reported => "reported",
            ClaimStatus.Open => "open",
            ClaimStatus.ClosedWithPayment => "closed_with_payment",
            ClaimStatus.ClosedWithoutPayment => "closed_without_payment",
            _ => "denied",
        };

        /// <summary>Whether the claim is settled or refused.</summary>
        public bool IsClosed => status >= ClaimStatus.ClosedWithPayment;
    }
}
