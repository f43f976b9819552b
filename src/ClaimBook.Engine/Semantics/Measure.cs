namespace ClaimBook.Engine.Semantics;

/// <summary>A figure that can be asked for.</summary>
/// <param name="Name">Its name in queries and results.</param>
/// <param name="Label">Its name for people.</param>
/// <param name="Meaning">What it says, in the trade's words.</param>
/// <param name="Formula">How it is computed.</param>
public sealed record Measure(string Name, string Label, string Meaning, Formula Formula)
{
    /// <summary>Whether more of it is better, or worse (false); null where it is neither.</summary>
    public bool? MoreIsBetter { get; init; }

    /// <summary>What it counts.</summary>
    public Unit Unit => Formula.Unit;

    /// <summary>The fact it is computed from; of a ratio between facts that of the numerator.</summary>
    public Fact Fact => Formula.Fact;

    /// <summary>Whether it can be asked by a dimension.</summary>
    public bool Has(Dimension dimension) => Formula.Facts is var facts && facts.All(f => f.Has(dimension)) && (dimension.RelatesFacts || facts.Count == 1);
}

/// <summary>How a measure is computed: a structure, from which engines compile and documentation is written.</summary>
public abstract record Formula
{
    /// <summary>How values combine; tells readers whether rows may be added.</summary>
    public abstract ResultKind Kind { get; }

    /// <summary>What the result counts.</summary>
    public abstract Unit Unit { get; }

    /// <summary>The fact it is computed from; of a ratio between facts that of the numerator.</summary>
    public abstract Fact Fact { get; }

    /// <summary>The facts it is computed from.</summary>
    public IReadOnlyList<Fact> Facts => [.. Quantities.Select(q => q.Fact).Append(Fact).Distinct()];

    /// <summary>The formula in words.</summary>
    public abstract string Text { get; }

    /// <summary>The stored quantities it adds up.</summary>
    public abstract IEnumerable<Quantity> Quantities { get; }

    /// <summary>Whether the latest year matters to it.</summary>
    public virtual bool HasBalance => false;
}

/// <summary>Quantities summed over all rows, then added or subtracted.</summary>
/// <param name="First">The first term.</param>
/// <param name="Subtracted">What is subtracted from it, if anything.</param>
public sealed record Sum(Quantity First, Quantity? Subtracted = null) : Formula
{
    /// <inheritdoc/>
    public override ResultKind Kind => ResultKind.Additive;

    /// <inheritdoc/>
    public override Unit Unit => First.Unit;

    /// <inheritdoc/>
    public override Fact Fact => First.Fact;

    /// <inheritdoc/>
    public override string Text => Subtracted is null ? $"sum({First.Label})" : $"sum({First.Label}) - sum({Subtracted.Label})";

    /// <inheritdoc/>
    public override IEnumerable<Quantity> Quantities => Subtracted is null ? [First] : [First, Subtracted];
}

/// <summary>A quantity summed over the rows of the latest year of the selection only, or of the book's last day: it is never added over time.</summary>
/// <param name="Quantity">The quantity.</param>
public sealed record Balance(Quantity Quantity) : Formula
{
    /// <inheritdoc/>
    public override ResultKind Kind => ResultKind.Balance;

    /// <inheritdoc/>
    public override Unit Unit => Quantity.Unit;

    /// <inheritdoc/>
    public override Fact Fact => Quantity.Fact;

    /// <inheritdoc/>
    public override string Text => $"sum({Quantity.Label} {(Fact.IsOfBook ? "at the end of the period" : "of the latest year")})";

    /// <inheritdoc/>
    public override bool HasBalance => true;

    /// <inheritdoc/>
    public override IEnumerable<Quantity> Quantities => [Quantity];
}

/// <summary>One figure divided by another, both at the level shown; null where the denominator is zero or less.</summary>
/// <param name="Numerator">What is divided.</param>
/// <param name="Denominator">What it is divided by.</param>
/// <param name="Minus">What is subtracted from the quotient: 1 for a growth, else 0.</param>
public sealed record Ratio(Formula Numerator, Formula Denominator, int Minus = 0) : Formula
{
    /// <summary>What the quotient is multiplied by: days of a year, for a figure for each year out of one for each day.</summary>
    public double Times { get; init; } = 1;

    /// <inheritdoc/>
    public override ResultKind Kind => ResultKind.Ratio;

    /// <summary>Money for each of something is money; everything else is a plain ratio.</summary>
    public override Unit Unit => Numerator.Unit.IsMoney && !Denominator.Unit.IsMoney ? Numerator.Unit : Unit.Ratio;

    /// <inheritdoc/>
    public override Fact Fact => Numerator.Fact;

    /// <inheritdoc/>
    public override string Text =>
        $"{Numerator.Text} / {(Times == 1 ? Denominator.Text : $"({Denominator.Text} / {Times})")}{(Minus == 0 ? "" : $" - {Minus}")}";

    /// <inheritdoc/>
    public override bool HasBalance => Numerator.HasBalance || Denominator.HasBalance;

    /// <inheritdoc/>
    public override IEnumerable<Quantity> Quantities => Numerator.Quantities.Concat(Denominator.Quantities);
}

/// <summary>How many different agencies have a row.</summary>
public sealed record DistinctCount : Formula
{
    /// <inheritdoc/>
    public override ResultKind Kind => ResultKind.DistinctCount;

    /// <inheritdoc/>
    public override Unit Unit => Unit.Agencies;

    /// <inheritdoc/>
    public override Fact Fact => Fact.Performance;

    /// <inheritdoc/>
    public override string Text => "number of different agencies with a row";

    /// <inheritdoc/>
    public override IEnumerable<Quantity> Quantities => [];
}
