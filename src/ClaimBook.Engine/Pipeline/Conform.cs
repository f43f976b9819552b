using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ClaimBook.Engine.Semantics;
using ClaimBook.Engine.Store;

namespace ClaimBook.Engine.Pipeline;

/// <summary>What a valid line means for the facts that are there.</summary>
enum Change
{
    /// <summary>Its key is new.</summary>
    Inserted,

    /// <summary>Its key is there with other values.</summary>
    Updated,

    /// <summary>It equals what is there, or an earlier line of the file.</summary>
    Unchanged,

    /// <summary>An earlier line of the file gives the same key other values.</summary>
    Contradiction,
}

/// <summary>A value that stands on many lines: the last line counts.</summary>
sealed class Shared<T>(T value)
{
    public T Value { get; private set; } = value;

    /// <summary>The first line that says something else than the lines before; 0 if none does.</summary>
    public int DifferingLine { get; private set; }

    public void Set(T value, int line)
    {
        if (EqualityComparer<T>.Default.Equals(Value, value))
            return;
        DifferingLine = DifferingLine == 0 ? line : DifferingLine;
        Value = value;
    }
}

/// <summary>An agency's business in a product line and year, packed: agency (32 bits), year (31), PL or CL (1).</summary>
readonly record struct LineYear(long Packed)
{
    public LineYear(int agencyId, string line, int year)
        : this(((long)agencyId << 32) | ((long)year << 1) | (line == "PL" ? 1L : 0L))
    {
    }

    public int AgencyId => (int)(Packed >> 32);

    public int Year => (int)(Packed & uint.MaxValue) >> 1;

    public string Line => (Packed & 1) == 1 ? "PL" : "CL";
}

/// <summary>A product of the file or the database.</summary>
sealed record Product(int Id, string Code, string? StoredLine, Shared<string> Line);

/// <summary>Step 3: gives lines their keys in the star schema, tells new from changed from equal ones, and collects the dimensions.
/// The keys and hashes of the <see cref="FactIndex"/> are all that grows with the data (docs/adr/0006).</summary>
sealed class Conformer
{
    readonly FactIndex _index;
    readonly Dictionary<string, Product> _products;
    readonly Dictionary<int, StateRow> _states;
    readonly int _storedStates;
    readonly string[] _lineOfProduct = new string[FactKey.MaxProductId + 1];
    readonly int[] _maxMonths = new int[FactKey.LastYear - FactKey.FirstYear + 1];

    // Neighbouring lines mostly share their product.
    byte[] _lastProductCode = [];
    Product? _lastProduct;

    /// <summary>Starts from what the database holds.</summary>
    public Conformer(WriteTransaction transaction, FactIndex index)
    {
        _index = index;
        LoadId = Dimensions.LatestLoad(transaction.Connection) + 1;
        var products = Dimensions.ReadProducts(transaction.Connection);
        _products = products.ToDictionary(p => p.Code, p => new Product(p.Id, p.Code, p.Line, new Shared<string>(p.Line)));
        _states = Dimensions.ReadStates(transaction.Connection).ToDictionary(s => (s.Code[0] << 8) | s.Code[1]);
        _storedStates = _states.Count;
        foreach (var product in products)
            _lineOfProduct[product.Id] = product.Line;
    }

    /// <summary>The load that is under way.</summary>
    public int LoadId { get; }

    /// <summary>Whether there are facts to recognize lines by.</summary>
    public bool CanRecognize => _index.HasFacts;

    /// <summary>Agencies of the file.</summary>
    public Dictionary<int, Shared<AgencyAttributes>> Agencies { get; } = [];

    /// <summary>Published ratios of the file.</summary>
    public Dictionary<LineYear, Shared<(double? LossRatio, double? Growth)>> PublishedRatios { get; } = [];

    /// <summary>Most months a line of the file covers, of the years it has.</summary>
    public IEnumerable<(int Year, int Months)> MaxMonths => _maxMonths.Index().Where(m => m.Item > 0).Select(m => (m.Index + FactKey.FirstYear, m.Item));

    /// <summary>Products of the file and the database.</summary>
    public IEnumerable<Product> Products => _products.Values;

    /// <summary>Products that the database does not have yet, or has with another line.</summary>
    public IEnumerable<Product> ChangedProducts => _products.Values.Where(p => p.Line.Value != p.StoredLine);

    /// <summary>Whether facts were summed under a line that is no longer their product's.</summary>
    public bool ProductsMovedLine => _products.Values.Any(p => p.Line.DifferingLine > 0);

    /// <summary>States that the database does not have yet.</summary>
    public IEnumerable<StateRow> NewStates => _states.Values.Where(s => s.Id > _storedStates);

    /// <summary>Facts of the database that no line of the file had.</summary>
    public IEnumerable<FactKey> UnseenFacts
    {
        get
        {
            _index.WaitForAll();
            return _index.Facts.Where(f => f.Value.Line == 0).Select(f => new FactKey(f.Key));
        }
    }

    /// <summary>The line of a product; safe to ask from another thread for a product of a row already handed over.</summary>
    public string LineOfProduct(int productId) => _lineOfProduct[productId];

    /// <summary>Whether a line is in the database with the same text: then only what it shares with other lines needs to be parsed,
    /// of which another load may have said something else since. See <see cref="Collect"/>.</summary>
    public bool Recognizes(in LineKey line, int number)
    {
        if (FindProduct(line.ProductCode) is not { } product || !_states.TryGetValue(line.State, out var state)
            || line.Year is < FactKey.FirstYear or > FactKey.LastYear)
        {
            return false;
        }
        _index.WaitFor(line.AgencyId);
        ref var known = ref CollectionsMarshal.GetValueRefOrNullRef(_index.Facts, new FactKey(line.AgencyId, product.Id, state.Id, line.Year).Packed);
        if (Unsafe.IsNullRef(ref known) || known.Line != 0 || known.LineHash != line.TextHash)
            return false;
        known = known with { Line = number };
        return true;
    }

    /// <summary>Conforms a line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="number">Its number in the file.</param>
    /// <param name="row">The fact to write, if it is new or changed.</param>
    /// <param name="earlierLine">In case of a contradiction, the line with the other values.</param>
    public Change Conform(in ValidLine line, int number, out PerformanceRow row, out int earlierLine)
    {
        var product = FindProduct(line.Key.ProductCode) ?? AddProduct(line);
        var key = new FactKey(line.Key.AgencyId, product.Id, FindState(line.Key.State), line.Key.Year);
        var hash = Hash(line);
        row = line.Values with { Key = key, RowHash = hash, LineHash = line.Key.TextHash, LoadId = LoadId, SourceLine = number };

        _index.WaitFor(key.AgencyId);
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_index.Facts, key.Packed, out var exists);
        earlierLine = known.Line;
        if (earlierLine > 0 && known.RowHash != hash)
            return Change.Contradiction;
        var change = !exists ? Change.Inserted : known.RowHash != hash ? Change.Updated : Change.Unchanged;
        known = new KnownFact(hash, line.Key.TextHash, earlierLine > 0 ? earlierLine : number);
        Collect(line.Key, line.Shared, number);
        ref var months = ref _maxMonths[line.Key.Year - FactKey.FirstYear];
        months = Math.Max(months, line.Values.Months);
        return change;
    }

    /// <summary>Takes what a line says that other lines say too.</summary>
    public void Collect(in LineKey line, in SharedValues values, int number)
    {
        var product = FindProduct(line.ProductCode)!;
        product.Line.Set(values.ProductLine, number);
        _lineOfProduct[product.Id] = values.ProductLine;

        ref var agency = ref CollectionsMarshal.GetValueRefOrAddDefault(Agencies, line.AgencyId, out _);
        (agency ??= new(values.Agency)).Set(values.Agency, number);

        var ratios = (values.LossRatio3Year, values.Growth3Year);
        ref var published = ref CollectionsMarshal.GetValueRefOrAddDefault(PublishedRatios, new(line.AgencyId, values.ProductLine, line.Year), out _);
        (published ??= new(ratios)).Set(ratios, number);
    }

    Product? FindProduct(ReadOnlySpan<byte> code)
    {
        if (_lastProduct is not null && code.SequenceEqual(_lastProductCode))
            return _lastProduct;
        if (!_products.TryGetValue(CsvReader.Decode(code), out var product))
            return null;
        _lastProductCode = code.ToArray();
        return _lastProduct = product;
    }

    Product AddProduct(in ValidLine line)
    {
        var id = _products.Count + 1;
        if (id > FactKey.MaxProductId)
            throw new ClaimBookException($"More than {FactKey.MaxProductId} different values in PROD_ABBR; these are not product codes.");
        var code = CsvReader.Decode(line.Key.ProductCode);
        var product = new Product(id, code, null, new Shared<string>(line.Shared.ProductLine));
        _products.Add(code, product);
        return product;
    }

    int FindState(int letters)
    {
        ref var state = ref CollectionsMarshal.GetValueRefOrAddDefault(_states, letters, out _);
        if (state is null)
        {
            var code = new string([(char)(letters >> 8), (char)(letters & 0xff)]);
            state = new StateRow(_states.Count, code, CodeNames.State(code));
        }
        return state.Id;
    }

    static long Hash(in ValidLine line)
    {
        var values = line.Values;
        var hash = new RowHash();
        hash.Add(line.Shared.ProductLine);
        hash.Add(values.RetainedPolicies);
        hash.Add(values.PoliciesInForce);
        hash.Add(values.PriorPoliciesInForce);
        hash.Add(values.NewBusinessCents);
        hash.Add(values.WrittenCents);
        hash.Add(values.PriorWrittenCents);
        hash.Add(values.EarnedCents);
        hash.Add(values.IncurredCents);
        hash.Add(values.Months);
        hash.Add(values.RetentionRatio);
        hash.Add(values.LossRatio);
        hash.Add(values.LossRatioCode);
        hash.Add(line.Shared.LossRatio3Year);
        hash.Add(line.Shared.Growth3Year);
        hash.Add(line.Shared.Agency.Hash);
        return hash.Value;
    }
}
