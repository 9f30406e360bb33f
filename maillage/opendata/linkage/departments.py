"""The names of departments, which an organisation adds to its own where it acts over the whole of one."""

from __future__ import annotations

# Without their small words; Corsica is one, as by its postcodes; Paris is a town.
_NAMES = """
01 ain; 02 aisne; 03 allier; 04 alpes haute provence; 05 hautes alpes; 06 alpes maritimes;
07 ardeche; 08 ardennes; 09 ariege; 10 aube; 11 aude; 12 aveyron; 13 bouches rhone; 14 calvados;
15 cantal; 16 charente; 17 charente maritime; 18 cher; 19 correze; 20 corse; 21 cote or;
22 cotes armor; 23 creuse; 24 dordogne; 25 doubs; 26 drome; 27 eure; 28 eure loir; 29 finistere;
30 gard; 31 haute garonne; 32 gers; 33 gironde; 34 herault; 35 ille vilaine; 36 indre;
37 indre loire; 38 isere; 39 jura; 40 landes; 41 loir cher; 42 loire; 43 haute loire;
44 loire atlantique; 45 loiret; 46 lot; 47 lot garonne; 48 lozere; 49 maine loire; 50 manche;
51 marne; 52 haute marne; 53 mayenne; 54 meurthe moselle; 55 meuse; 56 morbihan; 57 moselle;
58 nievre; 59 nord; 60 oise; 61 orne; 62 pas calais; 63 puy dome; 64 pyrenees atlantiques;
65 hautes pyrenees; 66 pyrenees orientales; 67 bas rhin; 68 haut rhin; 69 rhone; 70 haute saone;
71 saone loire; 72 sarthe; 73 savoie; 74 haute savoie; 76 seine maritime; 77 seine marne;
78 yvelines; 79 deux sevres; 80 somme; 81 tarn; 82 tarn garonne; 83 var; 84 vaucluse; 85 vendee;
86 vienne; 87 haute vienne; 88 vosges; 89 yonne; 90 territoire belfort; 91 essonne; 92 hauts seine;
93 seine saint denis; 94 val marne; 95 val oise; 971 guadeloupe; 972 martinique; 973 guyane;
974 reunion; 976 mayotte
"""

DEPARTMENTS = {code: tuple(words) for code, *words in map(str.split, _NAMES.split(";"))}
