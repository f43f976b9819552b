namespace ClaimBook.Engine.Samples;

/// <summary>What happens to those who have a product: causes of loss, what is told of them, and how often each is the cause.</summary>
static class DemonstrationCauses
{
    static readonly Cause[] s_auto =
    [
        new("Collision", 0.44, "Rear-ended at a traffic light", "Collided with another car at an intersection", "Backed into a parked car"),
        new("Hail", 0.10, "Hail dents on hood and roof"),
        new("Animal collision", 0.13, "Hit a deer on a country road"),
        new("Theft", 0.07, "Stolen from a parking lot", "Wheels stolen overnight"),
        new("Glass breakage", 0.16, "Windshield cracked by a stone"),
        new("Bodily injury", 0.10, "Passenger of the other car injured"),
    ];

    static readonly Cause[] s_property =
    [
        new("Wind", 0.24, "Shingles torn off by a storm", "Tree fell on the roof"),
        new("Hail", 0.15, "Roof and gutters damaged by hail"),
        new("Water damage", 0.27, "Burst pipe in the basement", "Washing machine overflowed", "Ice dam let water in"),
        new("Fire", 0.10, "Kitchen fire", "Electrical fire in the attic"),
        new("Theft", 0.09, "Break-in through a rear window"),
        new("Lightning", 0.07, "Lightning surge destroyed appliances"),
        new("Liability", 0.08, "Visitor fell on icy steps"),
    ];

    static readonly Cause[] s_liability =
    [
        new("Slip and fall", 0.45, "Customer slipped on a wet floor", "Visitor fell on an icy walkway"),
        new("Property damage", 0.30, "Contractor's work damaged a neighbour's building"),
        new("Bodily injury", 0.25, "Third party injured on the premises"),
    ];

    static readonly Cause[] s_workers =
    [
        new("Strain", 0.40, "Back strain from lifting"),
        new("Fall", 0.25, "Fall from a ladder", "Slipped on an oily floor"),
        new("Cut", 0.20, "Cut by a machine"),
        new("Repetitive motion", 0.15, "Carpal tunnel syndrome"),
    ];

    static readonly Cause[] s_equipment =
    [
        new("Theft", 0.45, "Stolen from a job site", "Missing after a break-in"),
        new("Breakdown", 0.30, "Mechanical breakdown"),
        new("Accidental damage", 0.25, "Dropped while being moved"),
    ];

    static readonly Dictionary<string, Cause[]> s_ofProducts = new()
    {
        ["ANNIV"] = s_auto,
        ["COMMAUTO"] = s_auto,
        ["GARAGE"] = s_auto,
        ["CYCLES"] = s_auto,
        ["MOTORHOME"] = s_auto,
        ["MOTORHOM12"] = s_auto,
        ["PERSAIP"] = s_auto,
        ["SNOWMOBILE"] = s_auto,
        ["SNOWMOBI12"] = s_auto,
        ["GENERALIAB"] = s_liability,
        ["COMMUMBREL"] = s_liability,
        ["PERSUMBREL"] = s_liability,
        ["WORKCOMP"] = s_workers,
        ["BOILERMACH"] = s_equipment,
        ["COMMINLMAR"] = s_equipment,
        ["PERSINLMAR"] = s_equipment,
        ["CRIME"] = s_equipment,
        ["YACHT"] = s_equipment,
    };

    /// <summary>Whether claims under a product take years: somebody else's injury, not one's own roof.</summary>
    public static bool IsLongTail(SampleProduct product) => Of(product) == s_liability || Of(product) == s_workers;

    /// <summary>Whether what was paid may come back from whoever caused it.</summary>
    public static bool MayBeRecovered(SampleProduct product) => Of(product) == s_auto || Of(product) == s_equipment;

    /// <summary>Draws a cause, and what happened.</summary>
    public static (string Cause, string Description) Draw(Random random, SampleProduct product)
    {
        var causes = Of(product);
        var cause = causes[random.Pick([.. causes.Select(c => c.Share)])];
        return (cause.Name, cause.Stories[random.Between(0, cause.Stories.Length - 1)]);
    }

    /// <summary>The causes of a product, a 12-month successor's being those of its predecessor; of one that is not listed those of buildings.</summary>
    static Cause[] Of(SampleProduct product) => s_ofProducts.GetValueOrDefault(product.Code.Split(' ')[0], s_property);

    /// <summary>A cause of loss.</summary>
    sealed record Cause(string Name, double Share, params string[] Stories);
}
