namespace ClaimBook.Engine.Semantics;

/// <summary>Names of the codes in the performance file; a code that is not listed is its own name.</summary>
public static class CodeNames
{
    static readonly Dictionary<string, string> s_products = new()
    {
        ["BOILERMACH"] = "Boiler and machinery",
        ["BOP"] = "Business owner's package",
        ["COMMAUTO"] = "Commercial auto",
        ["COMMINLMAR"] = "Commercial inland marine",
        ["COMMPOL"] = "Commercial policy (package)",
        ["COMMUMBREL"] = "Commercial umbrella",
        ["CRIME"] = "Crime",
        ["FIREALLIED"] = "Fire and allied lines",
        ["GARAGE"] = "Garage keeper's liability",
        ["GENERALIAB"] = "General liability",
        ["WORKCOMP"] = "Workers' compensation",
        ["CYCLES"] = "Motorcycles",
        ["CYCLES  12"] = "Motorcycles (12)",
        ["DWELLFIRE"] = "Dwelling fire",
        ["HOMEOWNERS"] = "Homeowners",
        ["MOBILEHOME"] = "Mobile home",
        ["MOTORHOME"] = "Motor home",
        ["MOTORHOM12"] = "Motor home (12)",
        ["PERSAIP"] = "Assigned-risk auto",
        ["PERSINLMAR"] = "Personal inland marine",
        ["PERSUMBREL"] = "Personal umbrella",
        ["SNOWMOBILE"] = "Snowmobile",
        ["SNOWMOBI12"] = "Snowmobile (12)",
        ["YACHT"] = "Yacht",
    };

    static readonly Dictionary<string, string> s_states = new()
    {
        ["IN"] = "Indiana",
        ["KY"] = "Kentucky",
        ["MI"] = "Michigan",
        ["OH"] = "Ohio",
        ["PA"] = "Pennsylvania",
        ["WV"] = "West Virginia",
    };

    /// <summary>Name of a product code.</summary>
    public static string Product(string code) => s_products.GetValueOrDefault(code, code);

    /// <summary>Name of a state code.</summary>
    public static string State(string code) => s_states.GetValueOrDefault(code, code);
}
