using System.Globalization;
using System.Runtime.InteropServices;
using ClaimBook.Engine.Book;

namespace ClaimBook.Engine.Samples;

/// <summary>Makes claims on covers: more on what is insured for more, and as large as the products' loss ratios ask for.</summary>
sealed class DemonstrationClaims(Random random, DemonstrationDays days, IReadOnlyList<DemonstrationCover> covers)
{
    const double SizeSpread = 1.1;
    const double LeastSize = 150;

    /// <summary>Makes claims, and what has become of each.</summary>
    /// <param name="count">How many.</param>
    public void Report(int count)
    {
        // How often claims are made: a product's losses, by the size of its claims.
        double[] expected = [.. covers.Select(c => c.Days / 365.0 * c.Product.LossRatio * c.Policy.Terms.PremiumCents / 100 / c.Product.ClaimSize)];
        var upTo = new double[covers.Count];
        for (var i = 0; i < upTo.Length; i++)
            upTo[i] = expected[i] + (i > 0 ? upTo[i - 1] : 0);
        if (upTo is not [.., > 0] || count == 0)
            return;
        // With more or fewer claims than that the losses stay the same.
        var size = upTo[^1] / count;
        var losses = Enumerable.Range(0, count).Select(_ => Draw(upTo)).OrderBy(l => l.Recorded).ToList();
        foreach (var year in losses.GroupBy(l => l.Recorded.Year))
        {
            foreach (var (number, loss) in year.Index())
                Settle(string.Create(CultureInfo.InvariantCulture, $"C-{year.Key}-{number + 1:00000}"), loss, size);
        }
    }

    /// <summary>A loss whose report has come in: one on the covers' last days may have to be drawn again.</summary>
    Loss Draw(double[] upTo)
    {
        while (true)
        {
            var at = Array.BinarySearch(upTo, random.NextDouble() * upTo[^1]);
            var cover = covers[Math.Min(at < 0 ? ~at : at, covers.Count - 1)];
            var date = cover.First.AddDays(random.Between(0, cover.Days - 1));
            var reported = date.AddDays((int)random.Spread(DemonstrationCauses.IsLongTail(cover.Product) ? 30 : 6, 1.2));
            var recorded = reported.AddDays(random.Between(0, 2));
            if (recorded <= days.Last)
                return new(cover, date, reported, recorded);
        }
    }

    void Settle(string reference, Loss loss, double size)
    {
        var product = loss.Cover.Product;
        var (cause, description) = DemonstrationCauses.Draw(random, product);
        var claim = new Claim(reference, new ClaimDetails(loss.Cover.Policy.Number, loss.Date, loss.Reported, cause, description), [])
            .Check(loss.Cover.Policy, loss.Recorded).Certain;
        var day = loss.Recorded;
        days.Put(day, claim);
        foreach (var (daysLater, act) in new DemonstrationSettlement(random, product).Of(Math.Max(LeastSize, random.Spread(product.ClaimSize * size, SizeSpread))))
        {
            day = day.AddDays(daysLater);
            if (day > days.Last)
                break;
            claim = act(claim, day).Certain;
            days.Put(day, claim);
        }
    }

    [StructLayout(LayoutKind.Auto)]
    readonly record struct Loss(DemonstrationCover Cover, DateOnly Date, DateOnly Reported, DateOnly Recorded);
}
