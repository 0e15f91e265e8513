/**
 * The demonstration's units, one company a line: `code | name | corporation | former province | teams`.
 * Company names and the prefixes of four and six characters are those of real units; where a prefix is not known it is
 * spelt from the name (PC-CAOBANG). Each company shows a few of its teams only, under the names of real places. What is
 * invented is said beside it.
 */
export const provincialCompanies = `
PA02 | Phú Thọ | EVNNPC | PA02VT Việt Trì, PA02LT Lâm Thao, PA02TS Thanh Sơn
PA25 | Vĩnh Phúc | EVNNPC > PA02 | PA25VY Vĩnh Yên, PA25PY Phúc Yên
PC-HOABINH | Hòa Bình | EVNNPC > PA02 | DB Đà Bắc, LS Lương Sơn
PA03 | Quảng Ninh | EVNNPC | PA03HL Hạ Long, PA03CP Cẩm Phả, PA03MC Móng Cái, PA03UB Uông Bí
PA04 | Thái Nguyên | EVNNPC | PA04PY Phổ Yên, PA04GT Thái Nguyên
PC-BACKAN | Bắc Kạn | EVNNPC > PA04 | CD Chợ Đồn, BB Ba Bể
PA22 | Bắc Ninh | EVNNPC | PA2201 Bắc Ninh, PA2203 Quế Võ, PA2205 Từ Sơn
PA05 | Bắc Giang | EVNNPC > PA22 | PA0502 Việt Yên, PA0507 Lục Ngạn, PA0508 Hiệp Hòa
PA07 | Thanh Hóa | EVNNPC | PA07YD Yên Định, PA07TG Tĩnh Gia, TX Thọ Xuân
PA11 | Lạng Sơn | EVNNPC | PA11CL Cao Lộc, PA11HL Hữu Lũng, PA11BS Bắc Sơn
PA12 | Tuyên Quang | EVNNPC | PA12SD Sơn Dương, PA12TX Tuyên Quang, PA12YS Yên Sơn
PC-HAGIANG | Hà Giang | EVNNPC > PA12 | DV Đồng Văn, VX Vị Xuyên
PA13 | Nghệ An | EVNNPC | PA13VH Vinh, PA13DY Diễn Châu, PA13NL Nghi Lộc
PA16 | Hà Tĩnh | EVNNPC | PA16CL Can Lộc, PA16CX Cẩm Xuyên, PA16KA Kỳ Anh
PA18 | Lào Cai | EVNNPC | PA18LC Lào Cai, BX Bát Xát, SP Sa Pa
PC-YENBAI | Yên Bái | EVNNPC > PA18 | VC Văn Chấn, LY Lục Yên
PA23 | Hưng Yên | EVNNPC | PA23HY Hưng Yên, PA23MV Mỹ Hào, PA23VG Văn Giang
PA09 | Thái Bình | EVNNPC > PA23 | PA0901 Thái Bình, PA0903 Tiền Hải, PA0908 Thái Thụy
PH | Hải Phòng | EVNNPC | HA Hồng Bàng, TN Thủy Nguyên, CH Cát Hải
PM | Hải Dương | EVNNPC > PH | PM0100 Hải Dương, PM0300 Chí Linh, PM0900 Kinh Môn
PN | Ninh Bình | EVNNPC | PNNB00 Ninh Bình, PNHL00 Hoa Lư, PNKS00 Kim Sơn
PA01 | Nam Định | EVNNPC > PN | PA01ND Nam Định, PA01HH Hải Hậu, PA01YY Ý Yên
PA24 | Hà Nam | EVNNPC > PN | PA24HN Phủ Lý, PA24DV Duy Tiên
PC-CAOBANG | Cao Bằng | EVNNPC | TK Trùng Khánh, HA Hòa An
PC-LAICHAU | Lai Châu | EVNNPC | TD Tam Đường, MT Mường Tè
PC-DIENBIEN | Điện Biên | EVNNPC | TG Tuần Giáo, MN Mường Nhé
PC-SONLA | Sơn La | EVNNPC | MC Mộc Châu, MS Mai Sơn, PY Phù Yên
PC02 | Quảng Trị | EVNCPC | PC02AA Đông Hà, PC02DD Vĩnh Linh, PC02LL Đa Krông
PC01 | Quảng Bình | EVNCPC > PC02 | PC01AA Đồng Hới, PC01DD Bố Trạch, PC01FF Lệ Thủy
PC03 | Huế | EVNCPC | PC03CC Phong Điền, PC03DD Phú Vang, PC03PP Hương Thủy
PP | Đà Nẵng | EVNCPC | PP0100 Hải Châu, PP0300 Liên Chiểu, PP0500 Sơn Trà
PC05 | Quảng Nam | EVNCPC > PP | PC05CC Hội An, PC05FF Thăng Bình, PC05BB Núi Thành
PC06 | Quảng Ngãi | EVNCPC | PC06AA Quảng Ngãi, PC06BB Bình Sơn, PC06DD Đức Phổ
PC11 | Kon Tum | EVNCPC > PC06 | PC11AA Kon Tum, PC11DD Đắk Hà, PC11EE Sa Thầy
PC10 | Gia Lai | EVNCPC | PC10AA Pleiku, PC10BB An Khê, PC10EE Chư Sê
PC07 | Bình Định | EVNCPC > PC10 | PC07AA Quy Nhơn, PC07BB An Nhơn, PC07II Hoài Ân
PC12 | Đắk Lắk | EVNCPC | PC12AA Buôn Ma Thuột, PC12DD Buôn Hồ, PC12BB Krông Pắc
PC08 | Phú Yên | EVNCPC > PC12 | PC08AA Tuy Hòa, PC08BB Sông Cầu, PC08EE Tuy An
PQ | Khánh Hòa | EVNCPC | PQ0200 Nha Trang, PQ0400 Ninh Hòa, PQ0600 Vạn Ninh
PB18 | Ninh Thuận | EVNSPC > PQ | PB1802 Ninh Hải, PB1803 Ninh Sơn
PK | Đồng Nai | EVNSPC | PK0100 Biên Hòa, PK0700 Long Thành, PK0800 Nhơn Trạch
PB01 | Bình Phước | EVNSPC > PK | PB0101 Đồng Xoài, PB0109 Đồng Phú
PB05 | Tây Ninh | EVNSPC | PB0501 Tây Ninh, PB0503 Trảng Bàng, PB0504 Tân Châu
PB06 | Long An | EVNSPC > PB05 | PB0601 Tân An, PB0603 Đức Hòa, PB0606 Bến Lức
PB03 | Lâm Đồng | EVNSPC | PB0301 Đà Lạt, PB0302 Bảo Lộc, PB0305 Đức Trọng
PB02 | Bình Thuận | EVNSPC > PB03 | PB0201 Phan Thiết, PB0202 Tuy Phong, PB0206 Phú Quý
PC13 | Đắk Nông | EVNCPC > PB03 | PC13FF Gia Nghĩa, PC13DD Đắk Mil
PB07 | Đồng Tháp | EVNSPC | PB0701 Cao Lãnh, PB0702 Sa Đéc, PB0707 Tháp Mười
PB08 | Tiền Giang | EVNSPC > PB07 | PB0801 Mỹ Tho, PB0803 Gò Công, PB0805 Cai Lậy
PB10 | Vĩnh Long | EVNSPC | PB1001 Vĩnh Long, PB1004 Bình Minh, PB1002 Trà Ôn
PB09 | Bến Tre | EVNSPC > PB10 | PB0901 Bến Tre, PB0906 Châu Thành
PB16 | Trà Vinh | EVNSPC > PB10 | PB1601 Trà Vinh, PB1605 Tiểu Cần
PB12 | An Giang | EVNSPC | PB1201 Long Xuyên, PB1204 Châu Đốc, PB1203 Chợ Mới
PB13 | Kiên Giang | EVNSPC > PB12 | PB1301 Rạch Giá, PB1304 Hà Tiên, PB1307 Phú Quốc
PB11 | Cần Thơ | EVNSPC | PB1101 Ninh Kiều, PB1102 Cái Răng, PB1104 Thốt Nốt
PB17 | Sóc Trăng | EVNSPC > PB11 | PB1701 Sóc Trăng, PB1705 Vĩnh Châu
PC-HAUGIANG | Hậu Giang | EVNSPC > PB11 | VT Vị Thanh, LM Long Mỹ
PB14 | Cà Mau | EVNSPC | PB1401 Cà Mau, PB1403 Năm Căn, PB1405 U Minh, PB1410 Ngọc Hiển
PB19 | Bạc Liêu | EVNSPC > PB14 | PB1901 Bạc Liêu, PB1902 Giá Rai
PB04 | Bình Dương | EVNSPC | PB0401 Thủ Dầu Một, PB0402 Dĩ An, PB0403 Thuận An, PB0404 Bến Cát, PB0405 Dầu Tiếng, PB0406 Tân Uyên, PB0407 Phú Giáo
PB15 | Bà Rịa - Vũng Tàu | EVNSPC | PB1501 Vũng Tàu, PB1502 Bà Rịa, PB1504 Phú Mỹ, PB1507 Đất Đỏ`

/** Companies of the two cities. Their teams' names are invented; so is which inner companies of the city merged into which. */
export const cityCompanies = `
PD01 | Hoàn Kiếm | EVNHANOI
PD02 | Hai Bà Trưng | EVNHANOI
PD03 | Ba Đình | EVNHANOI
PD04 | Đống Đa | EVNHANOI
PD05 | Nam Từ Liêm | EVNHANOI
PD06 | Thanh Trì | EVNHANOI
PD07 | Gia Lâm | EVNHANOI
PD08 | Đông Anh | EVNHANOI
PD09 | Sóc Sơn | EVNHANOI
PD10 | Tây Hồ | EVNHANOI
PD11 | Thanh Xuân | EVNHANOI
PD12 | Cầu Giấy | EVNHANOI
PD13 | Hoàng Mai | EVNHANOI
PD14 | Long Biên | EVNHANOI
PD15 | Mê Linh | EVNHANOI
PD16 | Hà Đông | EVNHANOI
PD17 | Sơn Tây | EVNHANOI
PD18 | Chương Mỹ | EVNHANOI
PD19 | Thạch Thất | EVNHANOI
PD20 | Thường Tín | EVNHANOI
PD21 | Ba Vì | EVNHANOI
PD22 | Đan Phượng | EVNHANOI
PD23 | Hoài Đức | EVNHANOI
PD24 | Mỹ Đức | EVNHANOI
PD25 | Phú Xuyên | EVNHANOI
PD26 | Phúc Thọ | EVNHANOI
PD27 | Quốc Oai | EVNHANOI
PD28 | Thanh Oai | EVNHANOI
PD29 | Ứng Hòa | EVNHANOI
PD30 | Bắc Từ Liêm | EVNHANOI
PE0100 | Sài Gòn | EVNHCMC
PE0300 | Chợ Lớn | EVNHCMC
PE0400 | Gia Định | EVNHCMC
PE0500 | Tân Thuận | EVNHCMC
PE1000 | Thủ Đức | EVNHCMC
PE1400 | Tân Bình | EVNHCMC
PE1500 | Bình Chánh | EVNHCMC
PE0800 | Hóc Môn | EVNHCMC
PE1900 | Củ Chi | EVNHCMC
PE1100 | Duyên Hải | EVNHCMC
PE0200 | Phú Thọ | EVNHCMC > PE0300
PE0600 | Bình Phú | EVNHCMC > PE1500
PE0700 | Tân Phú | EVNHCMC > PE1400
PE1200 | Thủ Thiêm | EVNHCMC > PE1000
PE1300 | Gò Vấp | EVNHCMC > PE0400
PE1600 | An Phú Đông | EVNHCMC > PE0800`

/** The rest: `code | kind | name | parent | opened`. */
export const otherUnits = `
EVNNPC | corporation | Tổng công ty Điện lực miền Bắc | EVN | 2010-04-01
EVNCPC | corporation | Tổng công ty Điện lực miền Trung | EVN | 2010-04-01
EVNSPC | corporation | Tổng công ty Điện lực miền Nam | EVN | 2010-04-01
EVNHANOI | corporation | Tổng công ty Điện lực thành phố Hà Nội | EVN | 2010-04-01
EVNHCMC | corporation | Tổng công ty Điện lực Thành phố Hồ Chí Minh | EVN | 2010-04-01
EVNNPT | transmission | Tổng công ty Truyền tải điện Quốc gia | EVN | 2010-01-01
PTC1 | transmission | Công ty Truyền tải điện 1 | EVNNPT | 2010-01-01
PTC2 | transmission | Công ty Truyền tải điện 2 | EVNNPT | 2010-01-01
PTC3 | transmission | Công ty Truyền tải điện 3 | EVNNPT | 2010-01-01
PTC4 | transmission | Công ty Truyền tải điện 4 | EVNNPT | 2010-01-01
EVNGENCO1 | generation | Tổng công ty Phát điện 1 | EVN | 2012-06-01
EVNGENCO2 | generation | Tổng công ty Phát điện 2 | EVN | 2012-06-01
EVNGENCO3 | generation | Tổng công ty Phát điện 3 | EVN | 2012-06-01
ND-DUYENHAI | generation | Công ty Nhiệt điện Duyên Hải | EVNGENCO1 | 2012-06-01
TD-BANVE | generation | Công ty Thủy điện Bản Vẽ | EVNGENCO1 | 2012-06-01
ND-PHALAI | generation | Công ty Nhiệt điện Phả Lại | EVNGENCO2 | 2012-06-01
TD-THACBA | generation | Công ty Thủy điện Thác Bà | EVNGENCO2 | 2012-06-01
ND-PHUMY | generation | Công ty Nhiệt điện Phú Mỹ | EVNGENCO3 | 2012-06-01
TD-BUONKUOP | generation | Công ty Thủy điện Buôn Kuốp | EVNGENCO3 | 2012-06-01
TD-HOABINH | generation | Công ty Thủy điện Hòa Bình | EVN | 2010-01-01
TD-SONLA | generation | Công ty Thủy điện Sơn La | EVN | 2011-01-01
TD-IALY | generation | Công ty Thủy điện Ialy | EVN | 2010-01-01
TD-TRIAN | generation | Công ty Thủy điện Trị An | EVN | 2010-01-01
EPTC | office | Công ty Mua bán điện | EVN | 2010-01-01
EVNICT | office | Công ty Viễn thông Điện lực và Công nghệ thông tin | EVN | 2010-01-01
CSKH-NPC | office | Trung tâm Chăm sóc khách hàng Điện lực miền Bắc | EVNNPC | 2015-01-01
CSKH-CPC | office | Trung tâm Chăm sóc khách hàng Điện lực miền Trung | EVNCPC | 2015-01-01
CSKH-SPC | office | Trung tâm Chăm sóc khách hàng Điện lực miền Nam | EVNSPC | 2015-01-01
CSKH-HANOI | office | Trung tâm Chăm sóc khách hàng Điện lực Hà Nội | EVNHANOI | 2015-01-01
CSKH-HCMC | office | Trung tâm Chăm sóc khách hàng Điện lực Thành phố Hồ Chí Minh | EVNHCMC | 2015-01-01`

/** On 01/08/2025 these came out of two companies: `code | name | from | teams that went with it`. Codes are invented. */
export const splitCompanies = `
PE2100 | Thuận An | PB04 | PB0403 PB0402
PE2200 | Bến Cát | PB04 | PB0404 PB0405
PE2300 | Vũng Tàu | PB15 | PB1501
PE2400 | Đất Đỏ | PB15 | PB1507 PB1502 PB1504`
